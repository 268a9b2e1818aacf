using System.Net;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Publishing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>The RTMP server alone in a host, on a free loopback port, with a gate that records.</summary>
internal sealed class RtmpHost : IAsyncDisposable
{
    private readonly IHost _host;

    private RtmpHost(IHost host, RecordingGate gate, CapturedLog log)
    {
        _host = host;
        Gate = gate;
        Log = log;
    }

    public RecordingGate Gate { get; }

    public CapturedLog Log { get; }

    public IServiceProvider Services => _host.Services;

    public int Port => _host.Services.GetRequiredService<RtmpEndpoint>().Port;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    public IPEndPoint TlsEndPoint => new(IPAddress.Loopback, _host.Services.GetRequiredService<RtmpEndpoint>().Tls!.Port);

    public static async Task<RtmpHost> StartAsync(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var gate = new RecordingGate();
        var log = new CapturedLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ingest:Rtmp:Address"] = "127.0.0.1",
            ["Ingest:Rtmp:Port"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        builder.Services.AddSingleton<IPublishGate>(gate);
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.AddRtmp();

        var host = builder.Build();
        await host.StartAsync();
        return new RtmpHost(host, gate, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
