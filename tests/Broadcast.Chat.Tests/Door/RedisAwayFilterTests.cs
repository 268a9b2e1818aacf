using Broadcast.Chat.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StackExchange.Redis;

namespace Broadcast.Chat.Tests.Door;

internal sealed class RedisAwayFilterTests
{
    [Test]
    public async Task While_Redis_is_away_a_call_is_paused_and_told_when_to_come_again()
    {
        var context = EndpointFilterInvocationContext.Create(new DefaultHttpContext());

        var answer = await new RedisAwayFilter().InvokeAsync(
            context, _ => throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "away"));

        var problem = (ProblemHttpResult)answer!;
        Assert.Multiple(() =>
        {
            Assert.That(problem.StatusCode, Is.EqualTo(503));
            Assert.That(problem.ProblemDetails.Extensions["code"], Is.EqualTo("room.paused"));
            Assert.That(context.HttpContext.Response.Headers.RetryAfter.ToString(), Is.EqualTo("2"));
        });
    }

    [Test]
    public void A_fault_of_ours_is_not_called_an_outage() =>
        Assert.That(
            async () => await new RedisAwayFilter().InvokeAsync(
                EndpointFilterInvocationContext.Create(new DefaultHttpContext()), _ => throw new RedisServerException(RedisErrorKind.WrongType, CommandFlags.None, "WRONGTYPE Operation against a key")),
            Throws.InstanceOf<RedisServerException>());
}
