using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit.Processes;

namespace TestKit.Web;

/// <summary>nginx or Caddy with TLS in front of a host, with the configuration that <c>deploy</c> has for it, on free ports.</summary>
public sealed class TlsProxy : IAsyncDisposable
{
    private const string Name = "festival.example";
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly Uri _host;
    private TestProcess _process = null!;

    private TlsProxy(Uri host) => _host = host;

    /// <summary>Its certificate is signed by nobody.</summary>
    public Uri Address => new($"https://localhost:{_port}/");

    /// <param name="server"><c>nginx</c> or <c>caddy</c>.</param>
    /// <param name="host">The address of the host.</param>
    public static async Task<TlsProxy> StartAsync(string server, Uri host)
    {
        var proxy = new TlsProxy(host);
        proxy._process = server == "nginx" ? await proxy.NginxAsync() : await proxy.CaddyAsync();
        using var http = AnyCertificate();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(proxy.Address);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!proxy._process.HasExited)
                {
                    return false;
                }
            },
            $"{server} answers:\n{proxy._process.Output}");
        return proxy;
    }

    /// <summary>A client over HTTP/2 that accepts every certificate.</summary>
    public static HttpClient AnyCertificate() => new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } })
    {
        DefaultRequestVersion = new Version(2, 0),
    };

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<TestProcess> NginxAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(_folder.File("chain.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        var text = (await ConfigurationAsync("nginx/festival.conf"))
            .Replace("listen 80;", $"listen 127.0.0.1:{FreePort.Next()};", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{_port} ", StringComparison.Ordinal)
            .Replace($"/etc/letsencrypt/live/{Name}/fullchain.pem", _folder.File("chain.pem"), StringComparison.Ordinal)
            .Replace($"/etc/letsencrypt/live/{Name}/privkey.pem", _folder.File("key.pem"), StringComparison.Ordinal);
        var settings = _folder.File("nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            user {{Environment.UserName}};
            daemon off;
            worker_processes 1;
            error_log stderr warn;
            pid {{_folder.File("nginx.pid")}};
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path {{_folder.File("body")}};
              proxy_temp_path {{_folder.File("proxy")}};
              fastcgi_temp_path {{_folder.File("fastcgi")}};
              uwsgi_temp_path {{_folder.File("uwsgi")}};
              scgi_temp_path {{_folder.File("scgi")}};
              {{text}}
            }
            """);
        return TestProcess.Start("/usr/sbin/nginx", ["-p", _folder.Path, "-e", "stderr", "-c", settings]);
    }

    private async Task<TestProcess> CaddyAsync()
    {
        var text = (await ConfigurationAsync("caddy/Caddyfile")).Replace($"{Name} {{", $"https://localhost:{_port} {{\n\tbind 127.0.0.1", StringComparison.Ordinal);
        var settings = _folder.File("Caddyfile");
        await File.WriteAllTextAsync(settings, $$"""
            {
              admin off
              local_certs
              skip_install_trust
              auto_https disable_redirects
              storage file_system {{_folder.File("storage")}}
            }
            {{text}}
            """);
        return TestProcess.Start("/usr/bin/caddy", ["run", "--config", settings, "--adapter", "caddyfile"], environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = _folder.Path });
    }

    private async Task<string> ConfigurationAsync(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", file));
        return text.Replace("127.0.0.1:8080", _host.Authority, StringComparison.Ordinal);
    }
}
