using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Accounts;

/// <summary>Settings of staff accounts.</summary>
public sealed record AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>How long a sign-in and its token are valid.</summary>
    [Lasts("00:05:00", "7.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Sign-ins that one client address may try per minute.</summary>
    [Between(1, 100_000)]
    public int SignInsPerAddress { get; init; } = 30;

    /// <summary>How long an invitation is good.</summary>
    [Lasts("00:10:00", "30.00:00:00")]
    public TimeSpan InvitationLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Who must have a second factor: nobody, or every operator.</summary>
    [OneOf("optional", "operators")]
    public string SecondFactor { get; init; } = "optional";

    internal bool IsSecondFactorNeeded => SecondFactor.Equals("operators", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The operator account to create at start if it does not exist, so that somebody can sign in to a new installation. Without an e-mail
    /// address: none.
    /// </summary>
    public FirstOperator FirstOperator { get; init; } = new();
}

public sealed record FirstOperator
{
    public string Email { get; init; } = "";

    public string Password { get; init; } = "";

    public string Name { get; init; } = "Operator";

    /// <summary>Keeps the password out of log lines.</summary>
    public override string ToString() => nameof(FirstOperator);
}
