namespace Broadcast.Api.Demo;

/// <summary>A font for the text in the demo's pictures.</summary>
internal sealed record DemoFont(string Path, bool WritesChinese)
{
    private static readonly DemoFont[] Known =
    [
        new("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", true),
        new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", true),
        new("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", true),
        new("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", true),
        new("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", true),
        new("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", false),
        new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", false),
        new("/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", false),
    ];

    /// <summary>The first installed font, those with Chinese glyphs first; null if none is installed.</summary>
    public static DemoFont? Find() => Known.FirstOrDefault(font => File.Exists(font.Path));
}
