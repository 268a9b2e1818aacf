namespace Broadcast.Api.Demo.Audience.Lines;

internal static class GushiTalk
{
    public static StageTalk Lines { get; } = new(
        "gushi",
        [
            "原来还有鸡博物馆", "这只公鸡真神气", "固始鸡是什么颜色的？", "林子里跑的鸡就是不一样", "散养的才好吃", "它们晚上住哪里？", "一天能捡多少蛋？", "刚捡的蛋还是热的吧", "主播小心，鸡要飞了", "哈哈鸡跑到镜头后面去了", "这鹅好大",
            "鹅会追人，快跑", "鸭蛋腌多久？", "芝麻鸭蛋是什么样的？", "鹅皮怎么做？", "炖汤最香", "鸡汤要炖几个小时？", "我妈说就要固始鸡", "信阳的朋友在吗？", "我是河南的！", "家乡上直播了", "喂的是玉米吗", "小鸡好可爱",
            "毛茸茸的，想抱", "答题送鸡，太好了", "快问下一题", "已经准备好答题了", "赵岗乡在哪里？", "养殖园能参观吗", "听这叫声，精神得很",
        ],
        [
            "I did not know there was a chicken museum", "That rooster is so proud", "What colour are Gushi chickens?", "Chickens in a wood, that's how it should be", "Free range tastes better", "Where do they sleep?", "How many eggs do you find in a day?",
            "Those eggs must still be warm", "Watch out, it's going to fly", "Ha, it ran behind the camera", "That goose is huge", "Geese chase people, run!", "How long do you salt the eggs?", "What do sesame duck eggs look like?", "How do you cook goose skin?",
            "It makes the best soup", "How many hours for the broth?", "My mum only buys these", "Anyone from Xinyang here?", "I'm from Henan!", "My home town is on air", "Is that corn you feed them?", "The chicks are so cute", "So fluffy, I want one", "Chicken for the right answer, great",
            "Next question, please", "Ready for the quiz", "Where is Zhaogang?", "Can you visit the park?", "Listen to that, full of life",
        ]);
}
