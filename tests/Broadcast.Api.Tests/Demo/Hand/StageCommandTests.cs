using Broadcast.Api.Demo.Hand;
using Broadcast.Chat;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using MediatR;

namespace Broadcast.Api.Tests.Demo.Hand;

public sealed class StageCommandTests
{
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly string[] OfAnchors = ["Broadcast.Chat.Pins", "Broadcast.Chat.Quiz", "Broadcast.Chat.Polls"];

    private static readonly IReadOnlyList<Type> Commands =
    [
        .. typeof(ChatModule).Assembly.GetTypes().Where(type => type.Namespace is { } space && OfAnchors.Contains(space, StringComparer.Ordinal) && type.IsAssignableTo(typeof(IBaseRequest)) && !type.IsInterface),
    ];

    [Test]
    public void There_are_commands() => Assert.That(Commands, Has.Count.GreaterThan(10));

    [TestCaseSource(nameof(Commands))]
    public void The_hand_knows_the_command_and_its_stage(Type type)
    {
        var command = Activator.CreateInstance(type, [.. type.GetConstructors().Single().GetParameters().Select(parameter => Example(parameter.ParameterType))])!;

        Assert.That(StageCommand.Of(command)?.Stage, Is.EqualTo(Gushi));
    }

    private static object? Example(Type type) =>
        type == typeof(Actor) ? Actor.Rule(Rules.Demo, Gushi)
        : type == typeof(StageId) ? Gushi
        : type == typeof(QuestionId) ? QuestionId.Parse("gushi.1")
        : type == typeof(PollId) ? PollId.Parse("gushi.1")
        : type == typeof(ProductId) ? ProductId.Parse("goose")
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;
}
