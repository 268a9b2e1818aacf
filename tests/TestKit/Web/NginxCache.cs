using System.Globalization;
using System.Text.RegularExpressions;
using TestKit.Processes;

namespace TestKit.Web;

/// <summary>nginx as a cache in front of nodes, with a configuration from <c>deploy/nginx</c>, on a free port.</summary>
public sealed partial class NginxCache : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private TestProcess? _process;

    private NginxCache()
    {
    }

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <param name="configuration">A file of <c>deploy/nginx</c>; its port, its cache folder and its nodes are replaced.</param>
    /// <param name="nodes">The addresses of the nodes.</param>
    public static async Task<NginxCache> StartAsync(string configuration, IEnumerable<Uri> nodes)
    {
        var cache = new NginxCache();
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx", configuration));
        var servers = string.Concat(nodes.Select(node => $"  server {node.Authority};\n"));
        text = Listen().Replace(text, string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{cache._port};"));
        text = CacheFolder().Replace(text, $"proxy_cache_path {cache._folder.File("cache")} ");
        text = Server().Replace(text, servers, 1);
        var settings = cache._folder.File("nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            user {{Environment.UserName}};
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 8192;
            error_log stderr warn;
            pid {{cache._folder.File("nginx.pid")}};
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path {{cache._folder.File("body")}};
              proxy_temp_path {{cache._folder.File("proxy")}};
              fastcgi_temp_path {{cache._folder.File("fastcgi")}};
              uwsgi_temp_path {{cache._folder.File("uwsgi")}};
              scgi_temp_path {{cache._folder.File("scgi")}};
              {{text}}
            }
            """);
        cache._process = TestProcess.Start("/usr/sbin/nginx", ["-p", cache._folder.Path, "-e", "stderr", "-c", settings]);
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(cache.Address);
                    return true;
                }
                catch (HttpRequestException) when (!cache._process.HasExited)
                {
                    return false;
                }
            },
            $"nginx listens:\n{cache._process.Output}");
        return cache;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("listen 80;", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listen();

    [GeneratedRegex(@"proxy_cache_path \S+ ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CacheFolder();

    [GeneratedRegex(@"^  server [\d.:]+;\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();
}
