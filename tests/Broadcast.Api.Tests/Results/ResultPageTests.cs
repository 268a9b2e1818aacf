using System.Net;
using System.Net.Sockets;
using System.Text;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Results;

/// <summary>The lists of what rooms have settled, which grow all day.</summary>
public sealed class ResultPageTests
{
    [Test]
    public async Task Every_result_is_on_one_page_the_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        await KeepAsync(host, 25);

        var ids = await PagesAsync(host, "/api/v1/results/questions?limit=10", "results");
        var pins = await PagesAsync(host, "/api/v1/results/pins?limit=7&stage=gushi", "pins");

        Assert.Multiple(() =>
        {
            Assert.That(ids, Is.EqualTo(Enumerable.Range(0, 25).Select(i => $"gushi.q{24 - i:D3}")));
            Assert.That(pins, Is.EqualTo(Enumerable.Range(0, 25).Select(i => $"gushi.p{24 - i:D3}")));
        });
        await host.Operator.GetAsync("/api/v1/results/questions?before=nonsense").RefusedAsync(HttpStatusCode.BadRequest, "result.before");
        await host.Operator.GetAsync("/api/v1/results/pins?before=1").RefusedAsync(HttpStatusCode.BadRequest, "result.before");
    }

    [Test]
    public async Task A_page_asks_Redis_once_whatever_its_length()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ApiHost.StartOnAsync(redis);
        await KeepAsync(host, 30);
        using var monitor = new TcpClient();
        await monitor.ConnectAsync(IPAddress.Loopback, redis.Port);
        using var lines = new StreamReader(monitor.GetStream(), Encoding.UTF8);
        await monitor.GetStream().WriteAsync("MONITOR\r\n"u8.ToArray());
        await lines.ReadLineAsync();

        await host.Operator.GetOkAsync("/api/v1/results/questions?limit=200");
        await redis.AskAsync("ECHO", "all-asked");

        var asked = 0;
        using var patience = new CancellationTokenSource(Eventually.Patience);
        for (var line = ""; !line.Contains("all-asked", StringComparison.Ordinal); line = await lines.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException())
            if (line.Contains("question:gushi.q", StringComparison.Ordinal) && !line.Contains(" lua]", StringComparison.Ordinal))
                asked++;
        Assert.That(asked, Is.EqualTo(1));
    }

    private static async Task<List<string>> PagesAsync(ApiHost host, string path, string name)
    {
        var ids = new List<string>();
        for (string? next = "", at = path; next is not null; at = $"{path}&before={Uri.EscapeDataString(next ?? "")}")
        {
            var page = await host.Operator.GetOkAsync(at);
            ids.AddRange(page.GetProperty(name).EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        return ids;
    }

    /// <summary>Keeps results and pins; always three of them are of the same instant.</summary>
    private static async Task KeepAsync(ApiHost host, int count)
    {
        var book = host.Services.GetRequiredService<ResultBook>();
        for (var i = 0; i < count; i++)
        {
            await book.SettleAsync(
                new QuestionSettled
                {
                    Id = $"question:gushi.q{i:D3}",
                    Stage = StageId.Parse("gushi"),
                    At = 1000 + (i / 3),
                    Question = QuestionId.Parse($"gushi.q{i:D3}"),
                    Text = "?",
                    Options = ["a", "b"],
                    Answer = 0,
                    Counts = [0, 0],
                    Winners = 1,
                    Seed = "s",
                    Commitment = "c",
                    Entrants = [],
                },
                CancellationToken.None);
            await book.KeepAsync(
                new PinEnded
                {
                    Id = $"pin:gushi.p{i:D3}",
                    Stage = StageId.Parse("gushi"),
                    At = 5000,
                    Pin = PinId.Parse($"gushi.p{i:D3}"),
                    Product = ProductId.Parse("egg"),
                    From = 1000 + (i / 3),
                    Clicks = 0,
                },
                CancellationToken.None);
        }
    }
}
