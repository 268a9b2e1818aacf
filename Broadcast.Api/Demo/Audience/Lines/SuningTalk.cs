namespace Broadcast.Api.Demo.Audience.Lines;

internal static class SuningTalk
{
    public static StageTalk Lines { get; } = new(
        "suning",
        [
            "树洞里真的有蜜！", "蜜蜂不蜇人吗", "师傅好勇敢", "一个树洞能割多少？", "这颜色真漂亮，像琥珀", "蜂巢可以嚼着吃", "要给蜜蜂留一点吧", "几年割一次？", "这棵树多少岁了？", "看得我想喝蜂蜜水", "温水冲最好", "结晶了还能吃吗",
            "早上一勺蜜", "武术来了！", "这一脚漂亮", "小朋友也会打拳", "师傅多大年纪了，身手真好", "这套拳叫什么？", "太有气势了", "鼓掌鼓掌", "琵琶一响，安静了", "这首曲子叫什么？", "弹得真好", "手指好快", "小时候学过，没坚持下来",
            "戴耳机听更好", "河北的朋友举手", "肃宁欢迎大家", "镜头看看蜂窝", "听得见蜜蜂嗡嗡的",
        ],
        [
            "There really is honey in that tree!", "Don't the bees sting?", "He is brave", "How much is in one hollow?", "That colour, like amber", "You can chew the comb", "Leave some for the bees", "How often do you cut it?", "How old is that tree?",
            "Now I want tea with honey", "Best in warm water", "Is it still good when it sets?", "A spoon every morning", "Martial arts, yes!", "What a kick", "Even the little ones can do it", "How old is the master? So fit", "What is this form called?", "So much power",
            "Clap, clap, clap", "The pipa starts and everything is still", "What is this tune called?", "Beautifully played", "Those fingers are fast", "I learned it once and gave up", "Sounds even better with headphones", "Hands up, who is from Hebei?", "Suning looks friendly",
            "Show us the comb again", "You can hear the bees hum",
        ]);
}
