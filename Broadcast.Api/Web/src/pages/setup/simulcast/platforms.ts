/** A platform that people push to. */
export interface Platform {
  id: string;
  /** In both languages. */
  name: string;
  nameEn: string;
  /** The server that it hands out to everybody; empty where each live room has one of its own. */
  server: string;
}

/** Hints, no rules: what is typed counts. Bilibili's key begins with a question mark. */
export const platforms: readonly Platform[] = [
  { id: 'bilibili', name: '哔哩哔哩', nameEn: 'Bilibili', server: 'rtmp://live-push.bilivideo.com/live-bvc' },
  { id: 'douyin', name: '抖音', nameEn: 'Douyin', server: '' },
  { id: 'channels', name: '视频号', nameEn: 'WeChat Channels', server: '' },
  { id: 'youtube', name: 'YouTube', nameEn: 'YouTube', server: 'rtmps://a.rtmps.youtube.com/live2' },
  { id: 'twitch', name: 'Twitch', nameEn: 'Twitch', server: 'rtmp://live.twitch.tv/app' },
  { id: 'own', name: '', nameEn: '', server: '' },
];

/** The platform whose server this is; null for any other. */
export const platformOf = (server: string): Platform | null => platforms.find((platform) => platform.server !== '' && server.trim().replace(/\/+$/, '') === platform.server) ?? null;
