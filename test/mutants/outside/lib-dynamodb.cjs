module.exports = globalThis.outside['@aws-sdk/lib-dynamodb'];
