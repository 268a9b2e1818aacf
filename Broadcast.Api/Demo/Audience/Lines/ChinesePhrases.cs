namespace Broadcast.Api.Demo.Audience.Lines;

internal static class ChinesePhrases
{
    public static Phrases Lines { get; } = new()
    {
        Greetings =
        [
            "大家好！", "来啦来啦", "刚到，错过什么了？", "主播好！", "你们好，第一次来", "终于赶上了", "晚上好，不对，早上好哈哈", "占个前排", "带着奶奶一起看", "打卡", "老家的味道来了", "各位好",
        ],
        OnStage = ["{stage}到了！", "换到{stage}了", "{stage}你好", "等的就是{stage}", "{stage}的风景真好", "哇，{stage}", "{stage}天气不错", "又见{stage}"],
        OnPin =
        [
            "{product}多少钱？", "{product}怎么卖？", "{product}包邮吗？", "{product}看着好香", "想要{product}", "{product}能寄到北方吗", "{product}吃过，真不错", "给爸妈带一份{product}", "{product}保质期多久？",
            "{product}有小份的吗", "{product}好想尝尝", "这个{product}是今天现做的吗？",
        ],
        OnQuestion = ["这题我会！", "等等，让我想想", "刚才讲过的", "选好了", "猜一个", "这题简单", "手慢了手慢了", "听主播的，没错"],
        OnResult = ["恭喜{winner}！", "{winner}运气真好", "恭喜恭喜", "答对了，没抽到", "下次轮到我", "{winner}请客", "又差一点", "祝贺{winner}"],
        OnWin = ["我中了！！", "哇，是我！", "第一次中奖，谢谢主播", "天哪中奖了", "中了中了，开心", "今天手气真好"],
    };
}
