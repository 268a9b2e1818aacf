namespace Broadcast.Api.Demo.Audience.Lines;

internal static class ZhanyiTalk
{
    public static StageTalk Lines { get; } = new(
        "zhanyi",
        [
            "这么多玫瑰，隔着屏幕都香", "采玫瑰要早起吧？", "刺多不多？手疼吗", "花瓣要晒多久？", "云南的天真蓝", "鲜花饼刚出炉最好吃", "一个饼要放多少花？", "馅是甜的吗", "我在昆明吃过，想念了", "民族服装太好看了", "跳舞的姐姐好美",
            "这舞叫什么名字？", "孩子们抓鸡笑死我了", "那只鸡跑得真快", "快看小朋友摔了哈哈", "柴火灶的饭才香", "小时候外婆家也有这样的灶", "辣子鸡看着就辣", "能少放点辣椒吗", "五彩米是怎么染的？", "是用植物染的吧", "过桥米线先放什么？",
            "汤好烫的样子", "镜头再近一点", "想去沾益旅游", "从曲靖过去远吗", "八月去还有花吗", "主播帽子好看", "背景的山真漂亮", "听到鸟叫了",
        ],
        [
            "So many roses, I can almost smell them", "Do you have to get up early to pick?", "Mind the thorns!", "How long do the petals dry?", "That sky is so blue", "Flower cakes are best warm", "How many roses in one cake?", "Is the filling sweet?",
            "I had one in Kunming, still miss it", "The dresses are beautiful", "The dancers are wonderful", "What is this dance called?", "The kids chasing the hen, I can't", "That hen is fast", "She fell over laughing, so sweet", "Rice from a wood stove is the best",
            "My gran had a stove like that", "That chicken looks really spicy", "Easy on the chillies, please", "How do they colour the rice?", "With plants, I think", "What goes into the bowl first?", "That soup looks hot", "Can the camera go closer?", "Zhanyi is on my list now",
            "Is it far from Qujing?", "Are there roses in August?", "I like the host's hat", "Those hills behind are lovely", "I can hear birds",
        ]);
}
