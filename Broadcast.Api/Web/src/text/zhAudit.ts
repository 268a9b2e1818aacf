import type { enAudit } from './enAudit';

/** The list of changes in Chinese; the same keys as `enAudit.ts`. */
export const zhAudit: typeof enAudit = {
  rules: {
    'window.end': '主机（到时）',
    'window.lost': '主机（数据丢失后）',
    'window.missed': '主机（未能按时）',
    'window.wanted': '主机（此前的请求）',
    'room.restored': '主机（恢复原状）',
    'relay.copy': '节日频道',
    'channel.plays': '主机（按节目单）',
    'prize.unasked': '主机（问题未提出）',
    'host.start': '主机（启动时）',
    'caller.unsigned': '持有链接的人',
    demo: '演示',
  },
  rule: '主机',
  rundown: '节目单',
  machine: (key: string) => `机器密钥 ${key}`,
  yes: '是',
  no: '否',
  comma: '、',
  festivalGoods: '整个节日',
  values: {
    act: { take: '切播', hold: '保持', release: '解除保持', filler: '播出垫片', return: '回到节目单' },
    password: { former: '原密码', new: '新密码' },
    address: { kept: '保存中', erased: '已删除' },
    state: { published: '已公布', signing: '使用中', retired: '已停用' },
  },
  fields: { title: '标题', titleEn: '英文标题', start: '开始', duration: '时长', server: '服务器', on: '开启', keySetAt: '密钥始于', addedAt: '添加时间', addedBy: '添加人', madeBy: '建立人',
    connector: '连接器', purpose: '用途', state: '状态', signsFrom: '开始签名', signsUntil: '签名至', publishedUntil: '公布至', lastUsedAt: '最近使用', revision: '版本',
    expiresAt: '有效至' },
};
