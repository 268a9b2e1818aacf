namespace Broadcast.Api.Demo.Hand;

/// <summary>What the hand asks: one or more questions about each product of the demo.</summary>
internal static class DemoQuestions
{
    public static IReadOnlyList<DemoQuestion> All { get; } =
    [
        new("flower-cake", "鲜花饼里包的是什么花？ Which flower fills a flower cake?", ["玫瑰 Rose", "荷花 Lotus", "菊花 Chrysanthemum"], 0),
        new("flower-cake", "沾益在哪个省？ Which province is Zhanyi in?", ["浙江 Zhejiang", "云南 Yunnan", "河北 Hebei"], 1),
        new("rose-sauce", "玫瑰酱用什么做？ What is rose sauce made of?", ["玫瑰花瓣 Rose petals", "玫瑰叶 Rose leaves", "玫瑰根 Rose roots"], 0),
        new("five-coloured-rice", "五彩米有几种颜色？ How many colours has five-coloured rice?", ["三 Three", "四 Four", "五 Five"], 2),
        new("rice-noodles", "过桥米线用什么做？ What are cross-bridge noodles made of?", ["小麦 Wheat", "大米 Rice", "土豆 Potato"], 1),
        new("spicy-chicken", "今天的辣子鸡在哪里做？ What is today's chicken cooked on?", ["柴火灶 A wood stove", "电磁炉 A hot plate", "烤箱 An oven"], 0),
        new("lotus-seed-soup", "莲子长在哪里？ Where do lotus seeds grow?", ["莲蓬里 In the seed head", "藕里 In the root", "荷叶上 On the leaf"], 0),
        new("lotus-seed-soup", "桐乡在哪个省？ Which province is Tongxiang in?", ["河南 Henan", "云南 Yunnan", "浙江 Zhejiang"], 2),
        new("sanzhenzhai-beef", "三珍斋有多少年历史？ How old is the house of Sanzhenzhai?", ["16年 16 years", "60年 60 years", "160多年 Over 160 years"], 2),
        new("chrysanthemum-tea", "杭白菊是什么颜色？ What colour is this chrysanthemum?", ["红 Red", "白 White", "蓝 Blue"], 1),
        new("gushi-chicken", "固始在哪个省？ Which province is Gushi in?", ["河南 Henan", "河北 Hebei", "浙江 Zhejiang"], 0),
        new("gushi-chicken", "今天参观的是什么博物馆？ Which museum are we in today?", ["汽车 Of cars", "鸡 Of chickens", "钟表 Of clocks"], 1),
        new("gushi-duck", "鸭和鹅，谁的脖子长？ Duck or goose: which has the longer neck?", ["鸭 The duck", "鹅 The goose"], 1),
        new("gushi-goose", "一只鹅有几只脚？ How many feet has a goose?", ["一 One", "二 Two", "四 Four"], 1),
        new("goose-skin", "固始属于哪个市？ Which city does Gushi belong to?", ["信阳 Xinyang", "曲靖 Qujing", "嘉兴 Jiaxing"], 0),
        new("sesame-duck-eggs", "芝麻鸭蛋是谁下的？ Who lays sesame duck eggs?", ["鸡 The hen", "鸭 The duck", "鹅 The goose"], 1),
        new("tree-honey", "树洞蜜从哪里割？ Where is tree honey cut from?", ["蜂箱 A box", "屋檐下 Under a roof", "树洞里 A hollow tree"], 2),
        new("tree-honey", "肃宁在哪个省？ Which province is Suning in?", ["河北 Hebei", "河南 Henan", "云南 Yunnan"], 0),
        new("tree-honey", "琵琶有几根弦？ How many strings has a pipa?", ["三 Three", "四 Four", "六 Six"], 1),
    ];

    private static readonly ILookup<string, DemoQuestion> ByProduct = All.ToLookup(question => question.Product, StringComparer.Ordinal);

    private static readonly Dictionary<string, DemoQuestion> ByText = All.ToDictionary(question => question.Text, StringComparer.Ordinal);

    public static IReadOnlyList<DemoQuestion> About(string product) => [.. ByProduct[product]];

    /// <summary>The right option; null for a question that is not the hand's.</summary>
    public static int? AnswerTo(string text) => ByText.TryGetValue(text, out var question) ? question.Answer : null;
}
