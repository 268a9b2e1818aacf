using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Rtmp;

/// <summary>Settings of RTMPS: the same server behind TLS 1.2 or 1.3. The certificate is read once, at the start.</summary>
public sealed record RtmpTlsOptions
{
    /// <summary>The port to listen on, usually 443 or 1936; 0 picks a free one; null turns RTMPS off.</summary>
    [Between(0, 65535)]
    public int? Port { get; init; }

    /// <summary>PEM file (the certificate, then its chain) or PFX file.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the private key; null for a PFX.</summary>
    public string? Key { get; init; }

    /// <summary>Password of the PFX or of an encrypted key. Never logged.</summary>
    public string? Password { get; init; }

    /// <summary>Keeps the password out of log lines.</summary>
    public override string ToString() => nameof(RtmpTlsOptions);
}
