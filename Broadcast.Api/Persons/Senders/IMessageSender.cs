using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Persons.Senders;

/// <summary>Brings a code to the telephone or mailbox that it is for. Any thread may call.</summary>
internal interface IMessageSender
{
    /// <summary>
    /// Returns when the message was accepted for sending. Errors: <see cref="ViewerErrors.Unavailable"/> when it was certainly not sent,
    /// <see cref="ViewerErrors.Unsure"/> when nobody knows whether it was.
    /// </summary>
    Task<Result<CodeSent>> SendAsync(CodeMessage message, CancellationToken cancellation);
}

/// <param name="To">The address, in the form of <see cref="ContactAddress.Text"/>.</param>
/// <param name="Via"><c>sms</c> or <c>email</c>.</param>
/// <param name="Code">Six digits.</param>
/// <param name="ExpiresAt">Until when the code is good.</param>
internal sealed record CodeMessage(string To, string Via, string Code, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps address and code out of log lines.</summary>
    public override string ToString() => $"(a code by {Via})";
}

/// <param name="ShownCode">The code, when it is shown to whoever asked in place of being sent.</param>
internal sealed record CodeSent(string? ShownCode);
