namespace Broadcast.Api.Demo.Audience.Lines;

internal static class TongxiangTalk
{
    public static StageTalk Lines { get; } = new(
        "tongxiang",
        [
            "荷花开得真好", "这荷塘有多大？", "小船晃得我紧张", "莲蓬可以直接吃吗", "新鲜莲子是甜的", "小时候也这样采过莲", "抓鸭子哈哈哈", "鸭子：你追不上我", "水深吗？小心点", "鸭子跑到荷叶下面了", "主播鞋湿了", "这水真清",
            "三珍斋，老字号了", "一百六十多年，厉害", "牛肉切得真薄", "这牛肉配粥绝了", "杭白菊泡开真漂亮", "菊花茶要放冰糖吗", "一杯放几朵合适？", "夏天喝这个最好", "莲子羹要煮多久", "莲心要去掉吗？", "江南就是美", "离乌镇近吗？",
            "想坐那条船", "听见蛙声了", "风吹荷叶的声音真好听", "下雨天荷塘更美", "荷叶可以包饭", "镜头跟着鸭子走！",
        ],
        [
            "The lotus is in full bloom", "How big is this pond?", "That little boat makes me nervous", "Can you eat the seeds right away?", "Fresh lotus seeds are sweet", "I picked lotus as a child", "Catching ducks, ha ha", "Duck: you will never get me", "Is it deep? Careful",
            "The duck is hiding under a leaf", "The host has wet shoes", "The water is so clear", "Sanzhenzhai, a famous old house", "Over 160 years, impressive", "They slice the beef so thin", "That beef with rice porridge, perfect", "The tea flowers open so prettily",
            "Do you add rock sugar to the tea?", "How many flowers for one cup?", "Best thing to drink in summer", "How long do you cook the soup?", "Do you take the bitter core out?", "Such a beautiful region", "Is it near Wuzhen?", "I want to sit in that boat",
            "I can hear the frogs", "I love the sound of the leaves", "It must be lovely in the rain", "You can wrap rice in the leaves", "Follow that duck!",
        ]);
}
