import { enAnchor } from './enAnchor';
import { enCodes } from './enCodes';
import { enControl } from './enControl';
import { enForms } from './enForms';
import { enPeople } from './enPeople';
import { enProducts } from './enProducts';
import { enWatch } from './enWatch';
import { enWords } from './enWords';

/** The pages' English. `zh.ts` has the same keys. */
export const en = {
  brand: 'LiveFestival',
  otherLanguage: '中文',
  skip: 'Skip to content',
  home: 'Festival home',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  remove: 'Remove',
  footer: 'All times are Beijing time (UTC+8).',
  simulated: 'Demo: audience, pins and questions are simulated.',
  illustrative: 'Illustrative prices: nothing is sold in the demo.',

  noFestival: 'No festival yet',
  noFestivalText: 'Once a festival is created, its programme appears here.',
  unknownFestival: 'There is no such festival',
  unknownFestivalText: (id: string) => `The address names “${id}”: it is mistyped, or the festival is retired.`,
  toFirstFestival: 'Go to the present festival',
  toSetup: 'Set it up',
  setUp: 'Set-up',
  failed: 'This could not be loaded',
  missing: 'There is nothing here',
  missingText: 'The page may have moved, or the address is not quite right.',

  live: 'Live',
  onAirNow: 'On air now',
  offAir: 'Nothing on air',
  offAirText: 'The programme continues soon.',
  backSoon: 'Back in a moment',
  watch: 'Watch',
  watchFestival: 'Watch the festival',
  fourPlaces: (count: number) => (count === 1 ? 'One place, one programme' : `${count} places, one programme`),
  fourPlacesText: 'Follow the relay, or stay in one place for as long as you like.',
  relayChannel: 'The relay',
  relayChannelText: 'From place to place, following the programme',
  programme: 'Programme',
  programmeText: 'Today, place by place',
  noSlots: 'No slots are planned yet.',
  chapters: 'Chapters',
  products: 'From the villages',
  next: 'Next',
  inTime: (time: string) => `in ${time}`,
  now: 'now',
  later: (count: number) => `${count} more`,

  anchorTitle: 'Anchor',
  controlTitle: 'Control room',
  signIn: 'Sign in',
  signOut: 'Sign out',
  user: 'Account',
  password: 'Password',
  notForYou: 'This account may not do that.',
  signedInAs: (name: string) => `Signed in as ${name}`,

  ...enWatch,
  ...enAnchor,
  ...enControl,
  setupProducts: enProducts,

  faults: {
    line: 'Line',
    column: 'Column',
    what: 'What is wrong',
    length: (least: number, most: number) => (least > 0 ? `Needs ${least} to ${most} characters that can be seen.` : `At most ${most} characters that can be seen.`),
    range: (least: number, most: number) => `Must be ${least} to ${most}.`,
    form: 'This is not in the form that is needed.',
    taken: 'This is taken. Choose another.',
    unknown: 'This does not exist.',
    guessable: 'This is easy to guess. Names, the e-mail address and common words do not count.',
  },

  forms: enForms,
  people: enPeople,
  words: enWords,

  codes: enCodes,
};

export type Texts = typeof en;
