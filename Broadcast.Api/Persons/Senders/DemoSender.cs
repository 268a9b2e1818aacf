using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Persons.Senders;

/// <summary>Sends nothing: the page shows the code, and says so. Only with the demo, because it proves nothing.</summary>
internal sealed class DemoSender : IMessageSender
{
    public Task<Result<CodeSent>> SendAsync(CodeMessage message, CancellationToken cancellation) => Task.FromResult<Result<CodeSent>>(new CodeSent(message.Code));
}
