using System.Globalization;
using System.Net.Sockets;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Simulcast;

/// <summary>nginx-rtmp as a platform: takes any key at <c>rtmp://127.0.0.1:PORT/live</c>. It can be killed and comes back on its port.</summary>
internal sealed class NginxRtmp : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestProcess? _process;

    public int Port { get; } = FreePort.Next();

    public string Url(string key) => string.Create(CultureInfo.InvariantCulture, $"rtmp://127.0.0.1:{Port}/live/{key}");

    public async Task StartAsync()
    {
        var settings = _folder.File("nginx.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $$"""
            load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
            daemon off;
            master_process off;
            worker_processes 1;
            error_log stderr warn;
            pid {{_folder.File("nginx.pid")}};
            events { worker_connections 64; }
            rtmp {
              server {
                listen 127.0.0.1:{{Port}};
                chunk_size 4096;
                application live { live on; wait_key on; wait_video on; }
              }
            }
            """));
        _process = TestProcess.Start("/usr/sbin/nginx", ["-p", _folder.Path, "-e", "stderr", "-c", settings]);
        await Eventually.TrueAsync(ListensAsync, $"nginx listens:\n{_process.Output}");
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            // Not yet.
            return false;
        }
    }
}
