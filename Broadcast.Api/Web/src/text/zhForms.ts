import type { enForms } from './enForms';

/** 所有表单的文字：别人保存了什么，自己之前输入了什么。 */
export const zhForms: typeof enForms = {
  conflict: '别人刚刚保存过。',
  conflictText: '您输入的还在。再保存一次即可保留。',
  they: '对方：',
  you: '您：',
  takenOver: '已采用',
  moreTaken: (count) => `另有 ${count} 处已采用`,
  keepMine: '保留我的',
  takeTheirs: '采用对方的',
  order: '顺序',
  orderText: '采用哪个顺序？',
  removed: '已删除',
  draftFrom: (time) => `${time} 未保存的草稿`,
  continue: '继续编辑',
  discard: '放弃',
};
