using System.Globalization;
using System.Net.Sockets;
using TestKit.Processes;

namespace TestKit.Media;

/// <summary>
/// nginx with its RTMP module: a platform that accepts any key at <c>rtmp://127.0.0.1:PORT/live</c>, makes HLS of one-second fragments, and
/// serves a folder of files over HTTP. It can be killed and started again on the same ports.
/// </summary>
public sealed class NginxRtmp : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _httpPort = FreePort.Next();
    private TestProcess? _process;

    public int Port { get; } = FreePort.Next();

    /// <summary>Where <see cref="Root"/> is served; HLS under <c>/hls/KEY.m3u8</c>.</summary>
    public Uri Http => new($"http://127.0.0.1:{_httpPort}/");

    /// <summary>The folder of the files that nginx serves.</summary>
    public string Root => _folder.File("www");

    public int ProcessId => _process!.Id;

    public string Url(string key) => string.Create(CultureInfo.InvariantCulture, $"rtmp://127.0.0.1:{Port}/live/{key}");

    public async Task StartAsync()
    {
        Directory.CreateDirectory(Root);
        var settings = _folder.File("nginx.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $$"""
            load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
            daemon off;
            master_process off;
            worker_processes 1;
            worker_rlimit_nofile 8192;
            error_log stderr warn;
            pid {{_folder.File("nginx.pid")}};
            events { worker_connections 4096; }
            rtmp {
              server {
                listen 127.0.0.1:{{Port}};
                chunk_size 4096;
                application live { live on; wait_key on; wait_video on; }
                application hls {
                  live on;
                  hls on;
                  hls_path {{Root}}/hls;
                  hls_fragment 1s;
                  hls_playlist_length 10s;
                }
              }
            }
            http {
              access_log off;
              types { text/html html; text/javascript js; application/vnd.apple.mpegurl m3u8; video/mp2t ts; video/mp4 m4s mp4; }
              client_body_temp_path {{_folder.File("body")}};
              proxy_temp_path {{_folder.File("proxy")}};
              fastcgi_temp_path {{_folder.File("fastcgi")}};
              uwsgi_temp_path {{_folder.File("uwsgi")}};
              scgi_temp_path {{_folder.File("scgi")}};
              keepalive_requests 1000000;
              server {
                listen 127.0.0.1:{{_httpPort}};
                root {{Root}};
                location /hls { add_header Cache-Control no-cache; }
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
            // nginx does not listen yet.
            return false;
        }
    }
}
