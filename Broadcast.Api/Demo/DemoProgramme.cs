using Broadcast.Api.Catalog;
using Broadcast.Api.Demo.Pictures;
using Broadcast.Api.Festivals;
using Broadcast.Api.Moderation;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Demo;

/// <summary>
/// The content of the demo, modelled on reports of the first rural culture festival: four stages, five chapters, and the products of each
/// stage. Prices, moderated words and the rundown are made up.
/// </summary>
internal static class DemoProgramme
{
    /// <summary>Units of each product in the beginning.</summary>
    private const long Stock = 200;

    public static FestivalId Id { get; } = FestivalId.Parse("festival");

    public static IReadOnlyList<DemoStage> Stages { get; } =
    [
        new("zhanyi", "沾益", "Zhanyi", "云南省曲靖市沾益", "Zhanyi, Qujing, Yunnan",
            "采玫瑰，做鲜花饼，民族歌舞，孩子们捉鸡，柴火灶", "Picking roses, making flower cakes, dancing in local dress, children catching chickens, wood-stove cooking",
            [("玫瑰园里采玫瑰", "Picking roses in the garden"), ("鲜花饼出炉", "Flower cakes from the oven"), ("民族歌舞", "Dancing in local dress"), ("柴火灶上的味道", "From the wood stove")]),
        new("tongxiang", "桐乡", "Tongxiang", "浙江省桐乡市", "Tongxiang, Zhejiang",
            "采莲，荷塘捉鸭", "Picking lotus, catching ducks in the lotus garden",
            [("荷塘采莲", "Picking lotus"), ("荷塘捉鸭", "Catching ducks in the lotus garden"), ("三珍斋的老味道", "An old taste: Sanzhenzhai")]),
        new("gushi", "固始", "Gushi", "河南省信阳市固始县赵岗乡", "Zhaogang township, Gushi county, Xinyang, Henan",
            "固始鸡博物馆和养殖园，喂鸡捉鸡捡鸡蛋", "The Gushi chicken museum and breeding park; feeding and catching free-range chickens, collecting eggs",
            [("固始鸡博物馆", "The chicken museum"), ("林间捉鸡", "Catching chickens in the wood"), ("捡鸡蛋，答题有奖", "Collecting eggs, and a quiz with prizes")]),
        new("suning", "肃宁", "Suning", "河北省肃宁县", "Suning, Hebei",
            "割树洞蜜，武术，琵琶", "Cutting honey from tree hollows, local martial arts, pipa performance",
            [("树洞里的蜂蜜", "Honey from the hollow tree"), ("武术表演", "Martial arts"), ("琵琶曲", "Tunes on the pipa")]),
    ];

    public static IReadOnlyList<DemoProduct> Products { get; } =
    [
        new("flower-cake", "zhanyi", "鲜花饼", "Flower cake", 3990),
        new("rose-sauce", "zhanyi", "玫瑰酱", "Rose sauce", 2880),
        new("five-coloured-rice", "zhanyi", "五彩米", "Five-coloured rice", 3290),
        new("rice-noodles", "zhanyi", "过桥米线", "Cross-bridge rice noodles", 2590),
        new("spicy-chicken", "zhanyi", "辣子鸡", "Spicy chicken", 5980),
        new("lotus-seed-soup", "tongxiang", "莲子羹", "Lotus-seed soup", 1990),
        new("sanzhenzhai-beef", "tongxiang", "三珍斋牛肉", "Sanzhenzhai beef", 6880),
        new("chrysanthemum-tea", "tongxiang", "杭白菊", "Chrysanthemum tea", 4500),
        new("gushi-chicken", "gushi", "固始鸡", "Gushi chicken", 12800),
        new("gushi-duck", "gushi", "固始鸭", "Gushi duck", 9800),
        new("gushi-goose", "gushi", "固始鹅", "Gushi goose", 16800),
        new("goose-skin", "gushi", "鹅皮", "Goose skin", 4200),
        new("sesame-duck-eggs", "gushi", "芝麻鸭蛋", "Sesame duck eggs", 5600),
        new("tree-honey", "suning", "肃宁树洞蜜", "Suning tree honey", 15800),
    ];

    /// <summary>Sample words, one for each action.</summary>
    public static IReadOnlyList<WordDraft> Words { get; } = [new("假货", WordActions.Hold), new("笨蛋", WordActions.Mask), new("casino", WordActions.Block)];

    public static Festival Festival() => new()
    {
        Id = Id,
        Name = "首届乡村文化节",
        NameEn = "First Rural Culture Festival",
        Theme = "乐在乡村",
        ThemeEn = "Pleasure in the countryside",
    };

    public static IReadOnlyList<Chapter> Chapters() =>
    [
        Chapter(0, "art", "乡村艺术", "Rural art", "民族民间舞蹈大赛，决赛在9月23日至25日", "The folk-dance competition, with its finals on 23 to 25 September"),
        Chapter(1, "product", "乡村物产", "Rural product", "讲得最好的乡土特产", "The best-told specialities"),
        Chapter(2, "scenery", "乡村风景", "Rural scenery", "最美乡村旅游线路", "The most beautiful travel routes"),
        Chapter(3, "craft", "乡村工匠", "Rural craft", "非遗手艺人", "Heritage craftspeople"),
        Chapter(4, "love", "乡村有爱", "Rural love", "超级课堂，夏令营，远程医疗，捐赠", "Education: super classroom, summer camp; health: telemedicine, donation"),
    ];

    public static Product Article(DemoProduct product) => new()
    {
        Id = ProductId.Parse(product.Id),
        StageId = StageId.Parse(product.Stage),
        Name = product.Name,
        NameEn = product.NameEn,
        Price = product.Fen,
        Currency = "CNY",
        Url = $"/item/{product.Id}",
        Image = DemoPictureEndpoints.PathOf(product.Id),
        Illustrative = true,
        Stock = Stock,
        Counted = true,
    };

    private static Chapter Chapter(int order, string id, string name, string nameEn, string text, string textEn) =>
        new() { FestivalId = Id, Order = order, Id = id, Name = name, NameEn = nameEn, Text = text, TextEn = textEn };
}
