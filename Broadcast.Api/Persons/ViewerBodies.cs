namespace Broadcast.Api.Persons;

/// <summary>Asks for a code.</summary>
/// <param name="To">A mobile telephone number, outside China with its country code; or an e-mail address.</param>
/// <param name="Via"><c>sms</c> or <c>email</c>.</param>
internal sealed record NewCode(string? To, string? Via);

/// <summary>A code is on its way, if the address exists.</summary>
/// <param name="Challenge">To be sent back with the code. Keep it: the code is good for nothing without it.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
/// <param name="DemoCode">The code itself, in the demo, which sends nothing.</param>
internal sealed record CodeAnswer(
    string Challenge, DateTimeOffset ExpiresAt,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? DemoCode);

/// <summary>Signs in with a code.</summary>
/// <param name="Challenge">From the answer of the call that asked for the code.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Name">The name to go by, 1-20 visible characters; left out: the present one.</param>
internal sealed record CodeGiven(string? Challenge, string? Code, string? Name)
{
    /// <summary>Keeps the code out of log lines.</summary>
    public override string ToString() => nameof(CodeGiven);
}
