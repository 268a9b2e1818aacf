using System.Text;
using System.Text.Json;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Bodies that no handler can read, to every call of the host that takes one.</summary>
public sealed class UnreadableBodiesTests
{
    private static readonly (string Type, byte[] Body)[] Bodies =
    [
        ("application/json", []),
        ("application/json", "{"u8.ToArray()),
        ("application/json", "nul"u8.ToArray()),
        ("application/json", "null"u8.ToArray()),
        ("application/json", "[]"u8.ToArray()),
        ("application/json", "\"text\""u8.ToArray()),
        ("application/json", "{\"id\":\"\\ud800\",\"name\":\"\\ud800\",\"text\":\"\\ud800\",\"slots\":[{}],\"email\":\"\\ud800\"}"u8.ToArray()),
        ("application/json", "{\"id\":7,\"name\":{},\"revision\":1e400,\"slots\":{\"a\":1},\"seconds\":99999999999999999999}"u8.ToArray()),
        ("application/json", [0xFF, 0xFE, 0x7B, 0x00]),
        ("application/json", Encoding.UTF8.GetBytes(new string('[', 10_000))),
        ("application/json; charset=utf-16", [0x7B, 0x00, 0x00, 0xD8, 0x7D]),
        ("application/json; charset=no-such-set", "{}"u8.ToArray()),
        ("application/json; charset=utf-7", "{}"u8.ToArray()),
        ("text/plain", "{}"u8.ToArray()),
        ("text/csv", [0xFF, 0xFE, 0x00, 0x22]),
        ("multipart/form-data", "no boundary"u8.ToArray()),
        ("no type at all", "{}"u8.ToArray()),
        ("", "{}"u8.ToArray()),
    ];

    [Test]
    public async Task They_are_refused_without_a_fault_and_told_in_one_line()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat");
        await host.CreateFestivalAsync();
        var before = host.Log.Alarming.Count();
        // A key is rotated without a body, and waits for an Ingest that this host does not have.
        var calls = HostCall.Of(host).Where(call => call.Method is "POST" or "PUT" or "PATCH" && !call.Path.EndsWith("/key", StringComparison.Ordinal)).ToList();
        Assert.That(calls, Has.Count.GreaterThan(15), "the host's calls are known");

        var faults = new List<string>();
        foreach (var call in calls)
            foreach (var (type, body) in Bodies)
            {
                using var request = new HttpRequestMessage(call.Verb, call.Path) { Content = new ByteArrayContent(body) };
                if (type.Length > 0)
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await host.Operator.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 500 || ((int)answer.StatusCode >= 400 && !HasCode(text)))
                    faults.Add($"{call} with {type} {Encoding.Latin1.GetString(body[..Math.Min(40, body.Length)])}: {(int)answer.StatusCode} {text}");
            }

        Assert.That(faults, Is.Empty);
        Assert.That(host.Log.Alarming.Skip(before), Is.Empty);
        Assert.That(host.Log.Told.Count(line => line.Contains("HTTP: 127.0.0.1 was refused", StringComparison.Ordinal)), Is.LessThanOrEqualTo(2), "once, and once more when a minute has passed");
    }

    private static bool HasCode(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("code", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
