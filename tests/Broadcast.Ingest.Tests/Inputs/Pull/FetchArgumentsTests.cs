using Broadcast.Ingest.Inputs.Pull;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Tests.Inputs.Pull;

internal sealed class FetchArgumentsTests
{
    private const string Copy = "-map 0:v:0 -map 0:a:0? -c:v copy -c:a copy -f flv -flvflags no_duration_filesize -flush_packets 1 pipe:1";
    private const string Quiet = "-nostdin -hide_banner -nostats -loglevel warning";

    [Test]
    public void Rtmp() =>
        Assert.That(Line(new InputOptions { Kind = "rtmp", Url = "rtmp://host/live/key?a=b" }), Is.EqualTo(
            $"{Quiet} -protocol_whitelist rtmp,rtmps,tcp,tls,crypto -rw_timeout 5000000 -analyzeduration 2000000 -f live_flv -i rtmp://host/live/key?a=b {Copy}"));

    [Test]
    public void Hls() =>
        Assert.That(Line(new InputOptions { Kind = "hls", Url = "https://host/live.m3u8", Timeout = TimeSpan.FromSeconds(8) }), Is.EqualTo(
            $"{Quiet} -protocol_whitelist http,https,tcp,tls,crypto,httpproxy -rw_timeout 8000000 -reconnect 1 -reconnect_streamed 1 -reconnect_on_network_error 1 " +
            $"-reconnect_on_http_error 5xx -reconnect_delay_max 2 -analyzeduration 2000000 -f hls -i https://host/live.m3u8 {Copy}"));

    [Test]
    public void Srt() =>
        Assert.That(Line(new InputOptions { Kind = "srt", Port = 9000, Passphrase = "a-long-secret" }), Is.EqualTo(
            $"{Quiet} -mode listener -latency 200000 -timeout 5000000 -passphrase a-long-secret -pbkeylen 16 -analyzeduration 2000000 -probesize 1000000 -f mpegts -i srt://0.0.0.0:9000 {Copy}"));

    [Test]
    public void File_with_a_space_in_its_name_stays_one_word() =>
        Assert.That(FetchArguments.Build(new InputOptions { Kind = "file", Path = "/data/opening film.mp4" }, false, false), Does.Contain("/data/opening film.mp4").And.Contain("-stream_loop"));

    [Test]
    public void Encoding_replaces_what_cannot_be_copied()
    {
        var line = string.Join(' ', FetchArguments.Build(new InputOptions { Kind = "file", Path = "/data/film.mkv" }, true, true));

        Assert.That(line, Does.Contain("-c:v libx264").And.Contain("-force_key_frames expr:gte(t,n_forced*2)").And.Contain("-c:a aac").And.Not.Contain("copy"));
    }

    private static string Line(InputOptions input) => string.Join(' ', FetchArguments.Build(input, false, false));
}
