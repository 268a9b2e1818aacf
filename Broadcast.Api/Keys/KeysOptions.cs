using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Keys;

/// <summary>Settings of the keys that the Api processes share.</summary>
public sealed record KeysOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// The root key, 32 bytes in base64, the same for every Api process. It seals the private keys in the database and the keys of personal
    /// data; it is never in the database, nor in its backup.
    /// </summary>
    public string Root { get; init; } = "";

    /// <summary>
    /// The root key before this one, to replace it: a start seals again what it has sealed. Empty when nothing is left of it, in no backup either.
    /// </summary>
    public string FormerRoot { get; init; } = "";

    /// <summary>How long a signing key signs before the next one takes over by itself.</summary>
    [Lasts("1.00:00:00", "730.00:00:00")]
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a new signing key is published before it signs: more than the five minutes for which others keep the published keys.</summary>
    internal TimeSpan Lead { get; init; } = TimeSpan.FromMinutes(10);
}
