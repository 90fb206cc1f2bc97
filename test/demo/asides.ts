import type { Content } from '../../lib/messages/content.ts';

/** What is said beside the play: a content as it is sent, and as it must come back. */
export type Aside = { readonly sent: object; readonly stored: Content };

const aside = (sent: object, filledIn: object = {}): Aside => ({ sent, stored: { ...sent, ...filledIn } as Content });

const text = (text: string) => aside({ type: 'text', text });

/** A text of exactly 4,000 code points, the longest there may be. In UTF-16 it has more units than that. */
const longest = () => {
  const menu = [...'🫖 Tea 🥒 cucumber sandwiches 🧁 muffins 🍞 bread and butter '];
  return Array.from({ length: 4000 }, (_, index) => menu[index % menu.length]).join('');
};

const fromRightToLeft = (words: string) => `\u2067${words}\u2069`;

/** Texts in many scripts, and links with and without what the server fills in. */
export const asides: readonly Aside[] = [
  text('🫖🥒🥪'),
  aside({ type: 'image', url: 'https://images.example.com/cucumber-sandwiches.jpg', width: 1920, height: 1280 }),
  text('Ἄνδρα μοι ἔννεπε, Μοῦσα, πολύτροπον, ὃς μάλα πολλὰ\nπλάγχθη, ἐπεὶ Τροίης ἱερὸν πτολίεθρον ἔπερσεν'),
  aside({ type: 'video', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', length: 213 }, { source: 'YouTube' }),
  text('السيف أصدق أنباءً من الكتبِ\nفي حدّه الحدُّ بين الجدّ واللعبِ'),
  aside({ type: 'image', url: 'https://images.example.com/cigarette-case.png' }, { width: 640, height: 480 }),
  text('בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ'),
  aside({ type: 'video', url: 'https://youtu.be/dQw4w9WgXcQ' }, { source: 'YouTube', length: 60 }),
  text('學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？'),
  aside(
    {
      type: 'video',
      url: 'https://www.vevo.com/watch/rick-astley/never-gonna-give-you-up/GBARL9300135',
      length: 214,
    },
    { source: 'Vevo' },
  ),
  text('古池や\n蛙飛びこむ\n水の音\n　　　ﾊﾞｼｮｳ'),
  aside({ type: 'image', url: 'https://images.example.com/banner.webp', width: 1600 }, { height: 480 }),
  text('कर्मण्येवाधिकारस्ते मा फलेषु कदाचन।\nमा कर्मफलहेतुर्भूर्मा ते सङ्गोऽस्त्वकर्मणि॥'),
  aside({ type: 'video', url: 'http://vevo.com/watch/GBARL9300135' }, { source: 'Vevo', length: 60 }),
  text('👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 🧑🏿‍🤝‍🧑🏻 ❤️‍🔥 1️⃣ 🇬🇧🇯🇵🇬🇷'),
  aside({ type: 'image', url: 'https://images.example.com/hand-bag.gif', height: 1 }, { width: 640 }),
  text(
    'Composed caf\u00e9, decomposed cafe\u0301: neither may become the other. Z\u0351\u036b\u0343a\u0329\u0355l\u0338g\u0334o\u0321',
  ),
  aside(
    { type: 'video', url: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42', source: 'YouTube' },
    { length: 60 },
  ),
  text(`She wrote ${fromRightToLeft('שלום, עולם!')} and I answered ${fromRightToLeft('مرحبا 123')}, at five o’clock.`),
  aside({
    type: 'image',
    url: 'https://例え.jp/画像/茶%20会.jpg?サイズ=大&q=%E2%98%95#一',
    width: 100_000,
    height: 100_000,
  }),
  text(longest()),
  aside({ type: 'video', url: 'HTTPS://M.YouTube.com/watch?v=dQw4w9WgXcQ#t=1', length: 86_400 }, { source: 'YouTube' }),
  text('  Two spaces before,\ttabs\twithin,\r\na Windows line, and three blank ones after.\n\n\n'),
  aside({ type: 'video', url: 'https://video.example.com/act-1.mp4' }, { source: 'Other', length: 60 }),
  text('나랏말ᄊᆞ미 中國에 달아 文字와로 서르 ᄉᆞᄆᆞᆺ디 아니ᄒᆞᆯᄊᆡ'),
  aside({ type: 'video', url: 'https://video.example.com/act-2.mp4', length: 1, source: 'Vevo' }),
  text('𝔗𝔥𝔢 𝔠𝔦𝔤𝔞𝔯𝔢𝔱𝔱𝔢 𝔠𝔞𝔰𝔢 𓀀𓁐 𐎠𐎼𐎹 𠮷野家'),
  aside({ type: 'video', url: 'https://notyoutube.com/watch?v=dQw4w9WgXcQ', length: 59 }, { source: 'Other' }),
  text('{"type":"text","text":"\\u0041 \\n"} <b>&amp;</b> \'; -- # % \\ ` $HOME'),
  aside({ type: 'video', url: 'https://music.youtube.com/watch?v=dQw4w9WgXcQ' }, { source: 'YouTube', length: 60 }),
  text('Быть или не быть — вот в чём вопрос.'),
  aside({ type: 'image', url: 'http://127.0.0.1:8080/perambulator.svg', width: 1, height: 1 }),
  text('zero\u200bwidth\u200djoined\u00a0and\ufeffmarked\u2028line\u2029paragraph'),
  text('யாதும் ஊரே யாவரும் கேளிர்'),
  text('ไม้ม้วน ใหม่ ๆ ให้ใคร'),
  text('.'),
];
