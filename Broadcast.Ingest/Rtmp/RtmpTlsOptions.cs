namespace Broadcast.Ingest.Rtmp;

/// <summary>RTMPS: the same door behind TLS 1.2 or 1.3. The certificate is read once, at the start.</summary>
public sealed record RtmpTlsOptions
{
    /// <summary>Usually 443 or 1936; 0 takes a free one; none leaves RTMPS out.</summary>
    public int? Port { get; init; }

    /// <summary>PEM (with the chain behind the certificate) or PFX.</summary>
    public string? Certificate { get; init; }

    /// <summary>The private key's PEM file; of PFX none.</summary>
    public string? Key { get; init; }

    /// <summary>Of the PFX or of an encrypted key. Never logged.</summary>
    public string? Password { get; init; }
}
