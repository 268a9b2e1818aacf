namespace Broadcast.Api.Demo;

/// <summary>A font to write places with, one that knows Chinese if there is one.</summary>
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

    public static DemoFont? Find() => Known.FirstOrDefault(font => File.Exists(font.Path));
}
