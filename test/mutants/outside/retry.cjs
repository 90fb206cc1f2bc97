module.exports = globalThis.outside['@smithy/core/retry'];
