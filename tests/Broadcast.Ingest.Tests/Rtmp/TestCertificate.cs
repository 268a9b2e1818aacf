using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>A self-signed certificate in files, and the settings that name the files.</summary>
internal sealed class TestCertificate : IDisposable
{
    public const string Intermediate = "CN=between";
    private const string Password = "a-password-of-its-own";
    private readonly TemporaryFolder _folder = new();

    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("one.pfx", certificate.Export(X509ContentType.Pkcs12, Password));
        Write("one.pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        Write("one.key", System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        Write("locked.key", System.Text.Encoding.ASCII.GetBytes(
            key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))));
        Write("chain.pfx", Chain(request));
    }

    public (string Key, string Value)[] Pfx => [Port, Certificate("one.pfx"), ("Ingest:Rtmp:Tls:Password", Password)];

    /// <summary>A certificate that <see cref="Intermediate"/> signed, in one file with the intermediate certificate.</summary>
    public (string Key, string Value)[] ChainPfx => [Port, Certificate("chain.pfx"), ("Ingest:Rtmp:Tls:Password", Password)];

    public (string Key, string Value)[] Pem => [Port, Certificate("one.pem"), Key("one.key")];

    public (string Key, string Value)[] LockedPem => [Port, Certificate("one.pem"), Key("locked.key"), ("Ingest:Rtmp:Tls:Password", Password)];

    public (string Key, string Value)[] WithoutPassword => [Port, Certificate("one.pfx")];

    public static (string Key, string Value)[] Missing => [Port, ("Ingest:Rtmp:Tls:Certificate", "/nowhere/one.pem")];

    private static (string Key, string Value) Port => ("Ingest:Rtmp:Tls:Port", "0");

    public void Dispose() => _folder.Dispose();

    private static byte[] Chain(CertificateRequest leaf)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var root = Authority("CN=root", rootKey).CreateSelfSigned(from, to);
        using var between = Authority(Intermediate, betweenKey).Create(root, from, to, [1]);
        using var signer = between.CopyWithPrivateKey(betweenKey);
        var request = new CertificateRequest(leaf.SubjectName, leafKey, HashAlgorithmName.SHA256);
        foreach (var extension in leaf.CertificateExtensions)
            request.CertificateExtensions.Add(extension);
        using var certificate = request.Create(signer, from, to, [2]);
        using var whole = certificate.CopyWithPrivateKey(leafKey);
        return new X509Certificate2Collection { between, whole }.Export(X509ContentType.Pkcs12, Password)!;

        static CertificateRequest Authority(string name, ECDsa key)
        {
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
            return request;
        }
    }

    private (string Key, string Value) Certificate(string name) => ("Ingest:Rtmp:Tls:Certificate", Path.Combine(_folder.Path, name));

    private (string Key, string Value) Key(string name) => ("Ingest:Rtmp:Tls:Key", Path.Combine(_folder.Path, name));

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
}
