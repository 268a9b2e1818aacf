import type { Texts } from './en';
import { zhAnchor } from './zhAnchor';
import { zhCodes } from './zhCodes';
import { zhControl } from './zhControl';
import { zhForms } from './zhForms';
import { zhPeople } from './zhPeople';
import { zhProducts } from './zhProducts';
import { zhWatch } from './zhWatch';
import { zhWords } from './zhWords';

/** The pages' Chinese. */
export const zh: Texts = {
  brand: '乡村直播节',
  otherLanguage: 'English',
  skip: '跳到正文',
  home: '节日首页',
  loading: '加载中…',
  retry: '再试一次',
  close: '关闭',
  cancel: '取消',
  save: '保存',
  remove: '删除',
  footer: '所有时间均为北京时间（UTC+8）。',
  simulated: '演示：观众、讲解的商品和问题都是模拟的。',
  illustrative: '价格仅为示意，演示中不出售任何商品。',

  noFestival: '还没有节日',
  noFestivalText: '节日创建之后，节目单会出现在这里。',
  unknownFestival: '没有这个节日',
  unknownFestivalText: (id: string) => `地址里写的是“${id}”：可能写错了，或者该节日已停用。`,
  toFirstFestival: '前往当前节日',
  toSetup: '去设置',
  setUp: '设置',
  failed: '加载失败',
  missing: '这里什么也没有',
  missingText: '页面可能已经移走，或者地址有误。',

  live: '直播',
  onAirNow: '正在播出',
  offAir: '暂无播出',
  offAirText: '节目稍后继续。',
  backSoon: '马上回来',
  watch: '观看',
  watchFestival: '观看节日直播',
  fourPlaces: (count) => `${count} 地接力，一路同行`,
  fourPlacesText: '跟着节目走四方，或者留在喜欢的地方慢慢看。',
  relayChannel: '接力直播',
  relayChannelText: '按节目单，一站接一站',
  programme: '节目单',
  programmeText: '今天，一站接一站',
  noSlots: '还没有安排节目。',
  chapters: '五大篇章',
  products: '乡村好物',
  next: '接下来',
  inTime: (time) => `${time} 后`,
  now: '现在',
  later: (count) => `还有 ${count} 场`,

  anchorTitle: '主播台',
  controlTitle: '导播间',
  signIn: '登录',
  signOut: '退出',
  user: '账号',
  password: '密码',
  notForYou: '此账号无权操作。',
  signedInAs: (name) => `已登录：${name}`,

  ...zhWatch,
  ...zhAnchor,
  ...zhControl,
  setupProducts: zhProducts,

  faults: {
    line: '行',
    column: '列',
    what: '错误',
    length: (least: number, most: number) => (least > 0 ? `需要 ${least} 到 ${most} 个可见字符。` : `最多 ${most} 个可见字符。`),
    range: (least: number, most: number) => `必须在 ${least} 到 ${most} 之间。`,
    form: '格式不正确。',
    taken: '已被占用，请换一个。',
    unknown: '不存在。',
    guessable: '太容易被猜到。名字、邮箱和常见词不算。',
  },

  forms: zhForms,
  people: zhPeople,
  words: zhWords,

  codes: zhCodes,
};
