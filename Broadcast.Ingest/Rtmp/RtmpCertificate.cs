using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Reads the certificate that RTMPS presents.</summary>
internal static class RtmpCertificate
{
    private const string Section = $"{RtmpOptions.Section}:{nameof(RtmpOptions.Tls)}";

    /// <exception cref="StartFailure">A file is missing or broken, or the key does not belong to the certificate.</exception>
    public static SslServerAuthenticationOptions Read(RtmpTlsOptions options)
    {
        var path = Existing(options.Certificate, nameof(options.Certificate));
        var key = options.Key is null ? null : Existing(options.Key, nameof(options.Key));
        try
        {
            var chain = new X509Certificate2Collection();
            X509Certificate2 certificate;
            if (key is null)
            {
                // The certificate with its key is presented; the others are its chain.
                var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, options.Password);
                certificate = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("the PFX holds no key");
                chain.AddRange(all.Where(one => one != certificate).ToArray());
            }
            else
            {
                certificate = options.Password is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, options.Password, key);
                chain.ImportFromPemFile(path);
            }

            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(
                $"RTMPS: the certificate cannot be used ({exception.Message.TrimEnd('.')}). {Section}:{nameof(options.Certificate)} must "
                + $"be a PFX, or a PEM with its key in {Section}:{nameof(options.Key)}; "
                + $"{Section}:{nameof(options.Password)} must be the password of either.",
                exception);
        }
    }

    private static string Existing(string? path, string key) =>
        File.Exists(path) ? path : throw new StartFailure(
            $"RTMPS: {(path is null ? $"{Section}:{key} is missing" : $"the file '{path}' does not exist")}. "
            + $"Set {Section}:{key}, or remove {Section}:{nameof(RtmpTlsOptions.Port)} to turn RTMPS off.");
}
