import type { enWords } from './enWords';

/** 词表的文字；键与 `enWords.ts` 相同。 */
export const zhWords: typeof enWords = {
  title: '词表',
  word: '词',
  action: '处理方式',
  actions: { mask: '打码', hold: '转人工审核', block: '拒绝发送' },
  add: '添加',
  find: '查找',
  by: (name: string, time: string) => `${name}，${time}`,
  empty: '词表还是空的。',
  none: '此主机没有词表。',
  noMatch: '没有包含它的词。',
  text: '含有某个词的消息怎么处理，适用于所有房间。',
  editOf: (word: string) => `编辑 ${word}`,
  saved: (word: string) => `已保存 ${word}。`,
  gone: '其他人刚刚移除了这个词，或改了它的写法。你输入的内容还在，保存即可添加。',
  import: '批量添加',
  importText: '每行一个词。已有的词改为所选的处理方式。',
  importLines: '词',
  importGo: '全部添加',
  imported: (added: number, changed: number) => `新增 ${added} 个，修改 ${changed} 个。`,
  importFaults: (count: number) => `没有添加：共有 ${count} 行不对。`,
  count: (shown: number, all: number) => (shown === all ? `共 ${all} 个词` : `${all} 个词中的 ${shown} 个`),
};
