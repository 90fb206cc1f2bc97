/** What a problem says that no client expects. */
export const DETAIL = '\u202e"\\</script> \u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u2028\ufeff ';
