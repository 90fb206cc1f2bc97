module.exports = globalThis.outside['@aws-sdk/client-dynamodb'];
