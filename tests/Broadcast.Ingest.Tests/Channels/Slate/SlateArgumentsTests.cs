using Broadcast.Ingest.Channels.Slate;

namespace Broadcast.Ingest.Tests.Channels.Slate;

internal sealed class SlateArgumentsTests
{
    private const string Before =
        "-nostdin -hide_banner -nostats -loglevel warning -f lavfi -i color=c=0x14352a:s=640x360:r=25 -f lavfi -i color=c=0xf2b134:s=96x6:r=25 "
        + "-f lavfi -i anullsrc=r=48000:cl=stereo -filter_complex ";

    private const string After =
        " -map [v] -map 2:a -frames:v 48 -t 2.2 -c:v libx264 -preset veryfast -profile:v high -level:v 4.0 -pix_fmt yuv420p -bf 0 -crf 26 "
        + "-sc_threshold 0 -g 48 -keyint_min 48 -c:a aac -b:a 64k -ac 2 -movflags frag_keyframe+empty_moov+default_base_moof+skip_trailer -f mp4 /slate.mp4 -y";

    private const string Bar = @"[b];[b][1]overlay=x='mod(n*736/48\,736)-96':y=280[v]";
    private const string English = "drawtext=fontfile='/latin.ttf':text='We will be right back':fontsize=26:fontcolor=0xd8e6dc:x=(w-tw)/2:y=200";

    [Test]
    public void With_a_Chinese_font_both_lines_are_drawn() =>
        Assert.That(
            Joined("/chinese.ttc", "/latin.ttf"),
            Is.EqualTo($"{Before}[0]drawtext=fontfile='/chinese.ttc':text='马上回来':fontsize=54:fontcolor=white:x=(w-tw)/2:y=118,{English}{Bar}{After}"));

    [Test]
    public void Without_one_only_the_English_line_is() => Assert.That(Joined(font: null, "/latin.ttf"), Is.EqualTo($"{Before}[0]{English}{Bar}{After}"));

    [Test]
    public void Without_any_font_the_bar_alone_moves() => Assert.That(Joined(font: null, latinFont: null), Is.EqualTo($"{Before}[0]null{Bar}{After}"));

    [Test]
    public void The_filter_is_one_argument_whatever_blanks_are_in_it() =>
        Assert.That(
            SlateArguments.Build("/slate.mp4", "/my fonts/chinese.ttc", "/my fonts/latin.ttf"),
            Has.One.Contains("'/my fonts/chinese.ttc'").And.Contains("'/my fonts/latin.ttf'").And.Contains("overlay"));

    private static string Joined(string? font, string? latinFont) => string.Join(' ', SlateArguments.Build("/slate.mp4", font, latinFont));
}
