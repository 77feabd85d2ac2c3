/**
 * Every text of the interface, in both languages. `{name}` is filled in; an object holds the forms that `Intl.PluralRules`
 * chooses from by `{n}`.
 *
 * @typedef {import('./store.js').InterfaceLanguage} InterfaceLanguage
 * @typedef {string | {one: string, other: string}} Text
 */

/** @type {Record<InterfaceLanguage, Record<string, Text>>} */
export const TEXTS = {
  bg: {
    name: 'Кавички',
    tagline: 'Кой и какво е в новината, и кой какво е казал',
    skip: 'Към текста',
    language: 'Език на страницата',
    'theme.auto': 'Цветове: като на системата',
    'theme.light': 'Цветове: светли',
    'theme.dark': 'Цветове: тъмни',
    close: 'Затваряне',

    'editor.title': 'Вашият текст',
    'editor.label': 'Текст на новината',
    'editor.placeholder': 'Поставете тук текста на новина…',
    annotate: 'Разпознаване',
    example: 'Пример',
    clear: 'Изчистване',
    stop: 'Спиране',
    privacy: 'Текстът остава на вашата машина. Всичко става в браузъра, също и без мрежа.',

    'lesson.title': 'Какво ще видите',
    'lesson.names': 'Имена',
    'lesson.names.text': 'Хора, места, организации, продукти и събития, дати и суми. Видът личи по цвета, по подчертаването и по буквата след името.',
    'lesson.quotations': 'Цитати',
    'lesson.quotations.text': 'Пряка и непряка реч на фон като от маркер. Посочете цитат, за да видите чий е и по какво е познат.',
    'lesson.sources': 'Кой какво каза',
    'lesson.sources.text': 'Списък на говорещите с думите им, и там, където текстът казва само „той“ или „кметът“.',

    'status.loading': 'Разпознавачът се зарежда…',
    'status.ready': 'Готово за текст.',
    'status.waiting': 'Текстът ще бъде разпознат, щом разпознавачът се зареди…',
    'status.annotating': 'Текстът се разпознава…',
    'status.done': 'Готово. {summary}',
    'status.stopped': 'Спряно. Текстът е непроменен.',
    'notice.empty': 'Няма текст за разпознаване. Поставете новина или вземете примерната.',
    'notice.address': 'Текстът в адреса на страницата не може да бъде прочетен: записан е неправилно.',
    'notice.foreign': 'Изглежда, че текстът не е на български. Разпознат е, доколкото е възможно, но с повече грешки.',
    'notice.update': 'Има нова версия на страницата.',
    'notice.update.action': 'Зареждане на новата версия',
    'notice.keep': 'Текстът е твърде дълъг, за да бъде пренесен в новата версия. Запазете го и презаредете страницата.',
    'error.load': 'Разпознавачът не можа да се зареди. Проверете мрежата и опитайте пак. ({message})',
    'error.start': 'Разпознавачът не можа да тръгне в този браузър. Нужен е браузър с WebAssembly и модулни работници. ({message})',
    'error.annotate': 'Разпознаването се провали; текстът ви е запазен. ({message})',
    'error.draw': 'Резултатът не можа да бъде показан; текстът ви е запазен. ({message})',
    'error.retry': 'Нов опит',

    'result.title': 'Разпознатият текст',
    edit: 'Към редактиране',
    summary: '{words}, {entities}, {quotations}',
    words: { one: '{n} дума', other: '{n} думи' },
    entities: { one: '{n} име или число', other: '{n} имена и числа' },
    quotations: { one: '{n} цитат', other: '{n} цитата' },
    jumps: 'Части на резултата',
    'jump.article': 'Текст',
    'jump.named': 'Имена и числа',
    legend: 'Легенда: всеки бутон показва или скрива слой',
    'article.label': 'Разпознатият текст',
    card: 'Подробности',
    keys: 'С клавиатура: Tab до текста или до списък, стрелки от едно на друго, Enter отива в текста, Esc затваря подробностите.',

    'layer.quotations': 'Цитати',
    'type.PER': 'Хора',
    'type.ORG': 'Организации',
    'type.LOC': 'Места',
    'type.EVT': 'Събития',
    'type.PRO': 'Продукти и медии',
    'type.DATE': 'Дати',
    'type.TIME': 'Часове',
    'type.MONEY': 'Суми',
    'type.PERCENT': 'Проценти',
    'type.QUANTITY': 'Количества',
    'one.PER': 'човек или група хора',
    'one.ORG': 'организация',
    'one.LOC': 'място',
    'one.EVT': 'събитие',
    'one.PRO': 'продукт или медия',
    'one.DATE': 'дата',
    'one.TIME': 'час',
    'one.MONEY': 'сума',
    'one.PERCENT': 'процент',
    'one.QUANTITY': 'количество',
    'mark.PER': 'Л',
    'mark.ORG': 'О',
    'mark.LOC': 'М',
    'mark.EVT': 'С',
    'mark.PRO': 'П',
    'mark.DATE': 'Д',
    'mark.TIME': 'Ч',
    'mark.MONEY': '¤',
    'mark.PERCENT': '%',
    'mark.QUANTITY': '№',
    'kind.name': 'име',
    'kind.role': 'описание',
    'kind.pronoun': 'местоимение',

    'said.title': 'Кой какво каза',
    'said.unknown': 'Без посочен източник',
    'said.empty': 'В този текст няма намерени цитати. Търсят се думи в кавички и изрази като „каза, че…“ или „според…“.',
    'named.title': 'Кой и какво се споменава',
    'named.empty': 'В този текст няма намерени имена, дати или суми.',
    'more': { one: 'Още {n}', other: 'Още {n}' },
    times: { one: '{n} път', other: '{n} пъти' },

    'quotation.direct': 'Пряка реч',
    'quotation.indirect': 'Непряка реч',
    'quotation.mixed': 'Смесена реч',
    'quotation.within': 'в думите на {name}',
    'quotation.within.unknown': 'в друг цитат',
    'card.as': 'в текста: „{words}“',
    'card.cue': 'Въвеждащи думи',
    'card.score': 'Сигурност',
    'card.score.value': '{percent} %',
    'card.why': 'Познато по',
    'card.why.speaker': 'Източникът',
    'card.within': 'Стои',
    'card.others': 'Цитати на този източник',
    'card.mentions': 'Споменавания',
    'card.base': 'Основна форма',
    'card.value': 'Стойност',
    'card.kind': 'Посочен с',
    'card.previous': 'Предишно',
    'card.next': 'Следващо',
    'card.place': '{i} от {n}',

    'why.verb-that': 'глагол за казване и „че“',
    'why.verb-question': 'глагол за питане и въпросителна дума',
    'why.verb-da': 'глагол за молба или обещание и „да“',
    'why.verb-colon': 'глагол за казване и двоеточие',
    'why.verb-after-speech': 'глагол за казване след думи в кавички',
    'why.verb-speech': 'глагол за казване при думи в кавички',
    'why.verb-fragment': 'глагол за казване и откъс в кавички',
    'why.verb-this': '„това каза“ и подобни, които сочат назад',
    'why.verb-after-clause': 'глагол за казване след изречението',
    'why.verb-before-clause': 'глагол за казване пред изречението',
    'why.adjective-that': '„убеден, че“ и подобни',
    'why.noun-that': '„предупреждението, че“ и подобни',
    'why.according-to': '„според“, „по думите на“ и подобни',
    'why.quoted-by': '„цитиран от“ и подобни',
    'why.any-verb': 'глагол след думи в кавички',
    'why.label-question': 'въпрос в интервю',
    'why.label-answer': 'отговор в интервю',
    'why.label': 'име и двоеточие в началото на реда',
    'why.headline': 'име и двоеточие в заглавие',
    'why.bare-speech': 'цял абзац в кавички',
    'why.speaker-named': 'назован е по име',
    'why.speaker-role': 'посочен е с длъжност или описание на вече назован',
    'why.speaker-described': 'описан е, без да е назован',
    'why.speaker-pronoun': 'посочен е с местоимение',
    'why.speaker-relative': 'посочен е с „който“',
    'why.speaker-dropped': 'не е посочен в изречението; познат е по предишните',

    colophon: 'Кавички е свободен софтуер. Без сървър, без бисквитки, без следене.',
  },
  en: {
    name: 'Kavichki',
    tagline: 'Who and what is in the news, and who said what',
    skip: 'Skip to the text',
    language: 'Language of the page',
    'theme.auto': 'Colours: as the system has them',
    'theme.light': 'Colours: light',
    'theme.dark': 'Colours: dark',
    close: 'Close',

    'editor.title': 'Your text',
    'editor.label': 'Text of the article',
    'editor.placeholder': 'Paste a Bulgarian news article here…',
    annotate: 'Annotate',
    example: 'Example',
    clear: 'Clear',
    stop: 'Stop',
    privacy: 'The text stays on your machine. Everything happens in the browser, offline too.',

    'lesson.title': 'What you will see',
    'lesson.names': 'Names',
    'lesson.names.text': 'People, places, organisations, products and events, dates and sums. Colour, underline and the letter after a name tell its type.',
    'lesson.quotations': 'Quotations',
    'lesson.quotations.text': 'Direct and reported speech, on a ground like a marker pen’s. Point at a quotation to see whose it is and what gave it away.',
    'lesson.sources': 'Who said what',
    'lesson.sources.text': 'A list of the speakers with their words, also where the text says just “he” or “the mayor”.',

    'status.loading': 'The recogniser is loading…',
    'status.ready': 'Ready for a text.',
    'status.waiting': 'The text will be annotated as soon as the recogniser has loaded…',
    'status.annotating': 'Annotating the text…',
    'status.done': 'Done. {summary}',
    'status.stopped': 'Stopped. The text is unchanged.',
    'notice.empty': 'There is no text to annotate. Paste an article, or take the example.',
    'notice.address': 'The text in the page’s address cannot be read: it is wrongly encoded.',
    'notice.foreign': 'The text does not seem to be Bulgarian. It has been annotated as well as possible, with more mistakes.',
    'notice.update': 'There is a new version of the page.',
    'notice.update.action': 'Load the new version',
    'notice.keep': 'The text is too long to be carried over to the new version. Save it and reload the page.',
    'error.load': 'The recogniser could not be loaded. Check the network and try again. ({message})',
    'error.start': 'The recogniser could not start in this browser. It needs WebAssembly and module workers. ({message})',
    'error.annotate': 'The annotating failed; your text is kept. ({message})',
    'error.draw': 'The result could not be shown; your text is kept. ({message})',
    'error.retry': 'Try again',

    'result.title': 'The annotated text',
    edit: 'Back to editing',
    summary: '{words}, {entities}, {quotations}',
    words: { one: '{n} word', other: '{n} words' },
    entities: { one: '{n} name or figure', other: '{n} names and figures' },
    quotations: { one: '{n} quotation', other: '{n} quotations' },
    jumps: 'Parts of the result',
    'jump.article': 'Text',
    'jump.named': 'Names and figures',
    legend: 'Legend: each button shows or hides a layer',
    'article.label': 'The annotated text',
    card: 'Details',
    keys: 'By keyboard: Tab to the text or to a list, arrows from one to the next, Enter goes to the text, Esc closes the details.',

    'layer.quotations': 'Quotations',
    'type.PER': 'People',
    'type.ORG': 'Organisations',
    'type.LOC': 'Places',
    'type.EVT': 'Events',
    'type.PRO': 'Products and media',
    'type.DATE': 'Dates',
    'type.TIME': 'Times',
    'type.MONEY': 'Sums',
    'type.PERCENT': 'Percentages',
    'type.QUANTITY': 'Quantities',
    'one.PER': 'person or group of people',
    'one.ORG': 'organisation',
    'one.LOC': 'place',
    'one.EVT': 'event',
    'one.PRO': 'product or medium',
    'one.DATE': 'date',
    'one.TIME': 'time',
    'one.MONEY': 'sum',
    'one.PERCENT': 'percentage',
    'one.QUANTITY': 'quantity',
    'mark.PER': 'P',
    'mark.ORG': 'O',
    'mark.LOC': 'L',
    'mark.EVT': 'E',
    'mark.PRO': 'M',
    'mark.DATE': 'D',
    'mark.TIME': 'T',
    'mark.MONEY': '¤',
    'mark.PERCENT': '%',
    'mark.QUANTITY': '№',
    'kind.name': 'name',
    'kind.role': 'description',
    'kind.pronoun': 'pronoun',

    'said.title': 'Who said what',
    'said.unknown': 'No source given',
    'said.empty': 'No quotations were found in this text. Looked for are words in quotation marks and phrases such as “said that…” or “according to…”.',
    'named.title': 'Who and what is named',
    'named.empty': 'No names, dates or sums were found in this text.',
    'more': { one: '{n} more', other: '{n} more' },
    times: { one: 'once', other: '{n} times' },

    'quotation.direct': 'Direct speech',
    'quotation.indirect': 'Reported speech',
    'quotation.mixed': 'Mixed speech',
    'quotation.within': 'in the words of {name}',
    'quotation.within.unknown': 'in another quotation',
    'card.as': 'in the text: “{words}”',
    'card.cue': 'Attributed by',
    'card.score': 'Certainty',
    'card.score.value': '{percent}%',
    'card.why': 'Recognised by',
    'card.why.speaker': 'The source',
    'card.within': 'Stands',
    'card.others': 'Quotations of this source',
    'card.mentions': 'Mentions',
    'card.base': 'Base form',
    'card.value': 'Value',
    'card.kind': 'Referred to by',
    'card.previous': 'Previous',
    'card.next': 'Next',
    'card.place': '{i} of {n}',

    'why.verb-that': 'a verb of saying and “that”',
    'why.verb-question': 'a verb of asking and a question word',
    'why.verb-da': 'a verb of asking or promising and “to”',
    'why.verb-colon': 'a verb of saying and a colon',
    'why.verb-after-speech': 'a verb of saying after words in quotation marks',
    'why.verb-speech': 'a verb of saying beside words in quotation marks',
    'why.verb-fragment': 'a verb of saying and a fragment in quotation marks',
    'why.verb-this': '“this was said by” and the like, which point back',
    'why.verb-after-clause': 'a verb of saying after the sentence',
    'why.verb-before-clause': 'a verb of saying before the sentence',
    'why.adjective-that': '“convinced that” and the like',
    'why.noun-that': '“the warning that” and the like',
    'why.according-to': '“according to”, “in the words of” and the like',
    'why.quoted-by': '“quoted by” and the like',
    'why.any-verb': 'a verb after words in quotation marks',
    'why.label-question': 'a question in an interview',
    'why.label-answer': 'an answer in an interview',
    'why.label': 'a name and a colon at the start of the line',
    'why.headline': 'a name and a colon in a headline',
    'why.bare-speech': 'a whole paragraph in quotation marks',
    'why.speaker-named': 'named',
    'why.speaker-role': 'given by an office or description of somebody named before',
    'why.speaker-described': 'described, not named',
    'why.speaker-pronoun': 'given by a pronoun',
    'why.speaker-relative': 'given by “who”',
    'why.speaker-dropped': 'not in the sentence; known from those before',

    colophon: 'Kavichki is free software. No server, no cookies, no tracking.',
  },
};

/** @type {InterfaceLanguage} */
let language = 'bg';
let plural = new Intl.PluralRules(language);
let numbers = new Intl.NumberFormat(language);

/** @param {InterfaceLanguage} chosen */
export function setLanguage(chosen) {
  language = chosen;
  plural = new Intl.PluralRules(chosen);
  numbers = new Intl.NumberFormat(chosen);
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  const form = typeof text === 'string' ? text : plural.select(Number(values.n)) === 'one' ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** @param {string} key */
export function isSaid(key) {
  return key in TEXTS[language];
}

/**
 * Puts the language's texts where the markup asks for them: `data-i18n` for the content, `data-i18n-NAME` for an attribute.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-i18n]')) element.textContent = say(element.getAttribute('data-i18n') ?? '');
  for (const attribute of ['aria-label', 'placeholder']) {
    for (const element of root.querySelectorAll(`[data-i18n-${attribute}]`)) {
      element.setAttribute(attribute, say(element.getAttribute(`data-i18n-${attribute}`) ?? ''));
    }
  }
}

/**
 * The interface's language: what the address asks for, then what was chosen before, then what the browser prefers.
 * @param {string} search
 * @param {string | null} chosen
 * @param {readonly string[]} preferred
 * @returns {InterfaceLanguage}
 */
export function languageFor(search, chosen, preferred) {
  const known = (/** @type {string | null | undefined} */ code) => (code && Object.hasOwn(TEXTS, code) ? /** @type {InterfaceLanguage} */ (code) : undefined);
  const asked = known(new URLSearchParams(search).get('lang')) ?? known(chosen);
  return asked ?? preferred.map((tag) => known(tag.slice(0, 2).toLowerCase())).find(Boolean) ?? 'en';
}
