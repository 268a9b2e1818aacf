namespace Broadcast.Api.Demo.Audience;

/// <summary>Names of simulated viewers, each with a mark, so that no line is taken for a real person's.</summary>
internal static class AudienceNames
{
    private static readonly string[] Chinese =
    [
        "阿梅", "晓雨", "老周", "小满", "石头", "豆豆", "云朵", "春生", "阿强", "丽丽", "小鱼", "大山", "青青", "果果", "阿珍", "建国", "麦子", "竹子", "桃子", "小北", "阿宁", "秋月", "木木", "团团",
    ];

    private static readonly string[] English =
    [
        "Anna", "Ben", "Chloe", "Dan", "Ella", "Finn", "Grace", "Hugo", "Iris", "Jack", "Kate", "Leo", "Maya", "Nick", "Olive", "Paul", "Rosa", "Sam", "Tess", "Will", "Zoe", "Ivan", "Lucy", "Max",
    ];

    /// <summary>How many of a language there are, without one twice.</summary>
    public static int Count => Chinese.Length;

    public static string Mark(Tongue tongue) => tongue == Tongue.Chinese ? "（演示）" : " (demo)";

    public static string Of(Tongue tongue, int number) => $"{(tongue == Tongue.Chinese ? Chinese : English)[number % Count]}{Mark(tongue)}";

    /// <summary>The name as others call it in the chat.</summary>
    public static string Plain(string name) => name.Replace(Mark(Tongue.Chinese), "", StringComparison.Ordinal).Replace(Mark(Tongue.English), "", StringComparison.Ordinal);
}
