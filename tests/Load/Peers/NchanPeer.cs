using Load.Dialects;
using Load.Servers;
using TestKit;
using TestKit.Processes;

namespace Load.Peers;

/// <summary>nginx with Nchan, one worker.</summary>
internal sealed class NchanPeer : IRoomServer
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private TestProcess? _process;

    private NchanPeer()
    {
    }

    public string Name => "Nchan";

    public IReadOnlyList<string> Nodes => [$"127.0.0.1:{_port}"];

    public DialectSpec Dialect => new("nchan");

    public IReadOnlyList<int> Processes => [_process!.Id, .. ProcessTable.DescendantsOf(_process.Id)];

    public int? Redis => null;

    public static async Task<NchanPeer> StartAsync()
    {
        var peer = new NchanPeer();
        var settings = peer._folder.File("nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
            user {{Environment.UserName}};
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            error_log stderr crit;
            pid {{peer._folder.File("nginx.pid")}};
            events { worker_connections 19900; }
            http {
              access_log off;
              nchan_shared_memory_size 512M;
              client_body_temp_path {{peer._folder.File("body")}};
              proxy_temp_path {{peer._folder.File("proxy")}};
              fastcgi_temp_path {{peer._folder.File("fastcgi")}};
              uwsgi_temp_path {{peer._folder.File("uwsgi")}};
              scgi_temp_path {{peer._folder.File("scgi")}};
              server {
                listen 127.0.0.1:{{peer._port}} backlog=4096;
                location = /room {
                  nchan_pubsub websocket;
                  nchan_channel_id room;
                  nchan_subscriber_first_message newest;
                  nchan_message_buffer_length 2000;
                  nchan_message_timeout 60s;
                }
              }
            }
            """);
        peer._process = TestProcess.Start("/usr/sbin/nginx", ["-p", peer._folder.Path, "-e", "stderr", "-c", settings]);
        await Listening.AtAsync(peer._port, peer._process);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
