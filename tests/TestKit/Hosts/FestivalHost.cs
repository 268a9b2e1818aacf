using System.Net.Http.Headers;
using System.Text.Json;
using TestKit.Processes;

namespace TestKit.Hosts;

/// <summary>The built host as a real process, on free loopback ports and with its own data directory.</summary>
public sealed class FestivalHost : IAsyncDisposable
{
    private readonly TemporaryFolder? _ownFolder;
    private readonly string[] _arguments;

    private FestivalHost(TemporaryFolder? ownFolder, string dataDirectory, string[] arguments)
    {
        _ownFolder = ownFolder;
        DataDirectory = dataDirectory;
        Http = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        RtmpPort = FreePort.Next();
        _arguments =
        [
            Path.Combine(Repository.OutputOf("Broadcast.Api"), "Broadcast.Api.dll"),
            "--urls", Http.ToString().TrimEnd('/'), "--DataDirectory", dataDirectory,
            "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", $"{RtmpPort}",
            // Tests judge rooms by who is in them and what was done there; one that wants the simulation names these settings again.
            "--Demo:Audience", "0", "--Demo:Hand", "false",
            .. arguments,
        ];
        if (ExpectsDemo)
            _arguments = [.. _arguments, .. SmallScenes.Share(dataDirectory, arguments)];
        Process = Launch();
        Anonymous = Client(null);
    }

    public Uri Http { get; }

    public int RtmpPort { get; }

    public string DataDirectory { get; }

    /// <summary>The running process; another one after <see cref="StartAgainAsync"/>.</summary>
    public TestProcess Process { get; private set; }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>The content of <c>demo.json</c>, read again after a restart.</summary>
    public Demo Demo { get; private set; } = Demo.None;

    /// <summary>Starts a host and waits until it is ready.</summary>
    public static async Task<FestivalHost> StartAsync(params string[] arguments)
    {
        var folder = new TemporaryFolder();
        return await new FestivalHost(folder, folder.Path, arguments).ReadyOrDisposedAsync();
    }

    /// <summary>Starts a host on a data directory that is not deleted with it.</summary>
    public static Task<FestivalHost> StartInAsync(string dataDirectory, params string[] arguments) =>
        new FestivalHost(null, dataDirectory, arguments).ReadyOrDisposedAsync();

    /// <summary>Starts a host that is expected to refuse its arguments; returns the process, which has ended, with its output.</summary>
    public static Task<TestProcess> StartRefusedAsync(params string[] arguments) => StartRefusedAsync(environment: null, arguments);

    /// <inheritdoc cref="StartRefusedAsync(string[])"/>
    public static async Task<TestProcess> StartRefusedAsync(IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var process = TestProcess.Start(
            "dotnet", [Path.Combine(Repository.OutputOf("Broadcast.Api"), "Broadcast.Api.dll"), .. arguments], environment: environment);
        try
        {
            await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
            return process;
        }
        catch (OperationCanceledException late)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException($"The host did not refuse to start:\n{process.Output}", late);
        }
    }

    /// <summary>Starts the host again after a kill, with the same ports and data.</summary>
    public async Task StartAgainAsync()
    {
        await Process.DisposeAsync();
        Process = Launch();
        await ReadyAsync();
    }

    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Http, Timeout = TimeSpan.FromSeconds(20) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The path and fragment of the link that a host without an operator prints: <c>/setup#first=…</c>.</summary>
    public async Task<string> PrintedLinkAsync()
    {
        var line = await Eventually.ValueAsync(
            () => Task.FromResult(Process.Lines.FirstOrDefault(printed => printed.Contains("/setup#first=", StringComparison.Ordinal))), "the host prints a link");
        var link = new Uri(line.Trim().Split(' ')[^1]);
        return link.PathAndQuery + link.Fragment;
    }

    public string RtmpUrl(string streamKey) => $"rtmp://127.0.0.1:{RtmpPort}/live/{streamKey}";

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await Process.DisposeAsync();
        _ownFolder?.Dispose();
    }

    private string DemoFile => Path.Combine(DataDirectory, "demo.json");

    private TestProcess Launch() => TestProcess.Start("dotnet", _arguments, DataDirectory);

    /// <summary>Disposes the host when it does not become ready, because the caller never gets it.</summary>
    private async Task<FestivalHost> ReadyOrDisposedAsync()
    {
        try
        {
            await ReadyAsync();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task ReadyAsync()
    {
        await Eventually.TrueAsync(async () =>
        {
            if (Process.HasExited)
                throw new InvalidOperationException($"The host ended with {Process.ExitCode}:\n{Process.Output}");
            try
            {
                using var answer = await Anonymous.GetAsync("/readyz");
                return answer.IsSuccessStatusCode && (File.Exists(DemoFile) || !ExpectsDemo);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // The host does not listen yet, or the call timed out; the time limit below ends the waiting.
                return false;
            }
        }, "the host is ready", TimeSpan.FromSeconds(90));
        if (File.Exists(DemoFile))
            Demo = Demo.Read(DemoFile);
    }

    private bool ExpectsDemo
    {
        get
        {
            var at = Array.IndexOf(_arguments, "--Demo");
            return at < 0 ? Array.IndexOf(_arguments, "--Roles") < 0 : _arguments[at + 1] == "true";
        }
    }
}

/// <summary>The secrets that the demo writes to <c>demo.json</c>.</summary>
public sealed record Demo(string OperatorToken, string AnchorToken, IReadOnlyDictionary<string, string> StreamKeys)
{
    public static Demo None { get; } = new("", "", new Dictionary<string, string>(StringComparer.Ordinal));

    public static Demo Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var root = json.RootElement;
        return new Demo(
            root.GetProperty("operatorToken").GetString()!,
            root.GetProperty("anchorToken").GetString()!,
            root.GetProperty("stages").EnumerateObject().ToDictionary(
                stage => stage.Name, stage => stage.Value.GetProperty("streamKey").GetString()!, StringComparer.Ordinal));
    }
}
