using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>A certificate that signed itself, in files, and the settings that name them.</summary>
internal sealed class TestCertificate : IDisposable
{
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
    }

    public (string Key, string Value)[] Pfx => [Port, Certificate("one.pfx"), ("Ingest:Rtmp:Tls:Password", Password)];

    public (string Key, string Value)[] Pem => [Port, Certificate("one.pem"), Key("one.key")];

    public (string Key, string Value)[] LockedPem => [Port, Certificate("one.pem"), Key("locked.key"), ("Ingest:Rtmp:Tls:Password", Password)];

    public (string Key, string Value)[] WithoutPassword => [Port, Certificate("one.pfx")];

    public static (string Key, string Value)[] Missing => [Port, ("Ingest:Rtmp:Tls:Certificate", "/nowhere/one.pem")];

    private static (string Key, string Value) Port => ("Ingest:Rtmp:Tls:Port", "0");

    public void Dispose() => _folder.Dispose();

    private (string Key, string Value) Certificate(string name) => ("Ingest:Rtmp:Tls:Certificate", Path.Combine(_folder.Path, name));

    private (string Key, string Value) Key(string name) => ("Ingest:Rtmp:Tls:Key", Path.Combine(_folder.Path, name));

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.Path, name), content);
}
