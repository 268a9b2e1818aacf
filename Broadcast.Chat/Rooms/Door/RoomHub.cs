using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tokens;
using MediatR;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>The room's door for live connections: looks at who calls, sends the command on, says what came of it.</summary>
internal sealed class RoomHub(
    IMediator mediator, RoomEntry entry, RoomDirectory rooms, RoomRights rights, FactsReader facts, Answers answers) : Hub<IRoomClient>, IRoomHub
{
    private const int MostLikes = 50;

    public async Task<JoinResult> Join(RoomId room, Position? position = null) =>
        Value(await entry.JoinAsync(Connection, room, position, Context.ConnectionAborted));

    public Task Leave()
    {
        RoomEntry.Leave(Connection);
        return Task.CompletedTask;
    }

    public async Task<Appended> Say(string text, string? id = null)
    {
        var room = Joined(RoomRights.Chat);
        var clean = Value(ChatText.Clean(text));
        var once = Value(Once.Of(Caller, id));
        if (!Connection.Chat.TryTake())
            throw new RefusedException(MessageErrors.TooFast);

        return Value(await room.Inbox.SayAsync(new NewEvent(new ChatSaid { Text = clean }, By: Author.Of(Caller)) { OnceId = once.Id }));
    }

    public Task Like(int count)
    {
        var room = Joined(RoomRights.Like);
        if (count is < 1 or > MostLikes)
            throw new RefusedException(RoomErrors.LikeCount);

        room.Live.Like(count);
        return Task.CompletedTask;
    }

    public async Task Answer(QuestionId questionId, int option, long? shownAt = null)
    {
        if (!rights.May(Caller, RoomRights.Answer))
            throw new RefusedException(RoomErrors.Forbidden);

        Value(await answers.TakeAsync(Caller, questionId, option));
    }

    public async Task<Appended> Pin(RoomId stage, ProductId productId, string? id = null) =>
        Value(await mediator.Send(new PinProduct(Caller, Stage(stage), productId, id), Context.ConnectionAborted));

    public async Task Unpin(RoomId stage) =>
        Value(await mediator.Send(new UnpinProduct(Caller, Stage(stage)), Context.ConnectionAborted));

    public async Task<QuestionOpenedReply> OpenQuestion(RoomId stage, QuestionDraft question, string? id = null) =>
        Value(await mediator.Send(new OpenQuestion(Caller, Stage(stage), question, id), Context.ConnectionAborted));

    public async Task CloseQuestion(QuestionId id) =>
        Value(await mediator.Send(new CloseQuestion(Caller, id), Context.ConnectionAborted));

    public async Task Reveal(QuestionId id) =>
        Value(await mediator.Send(new RevealQuestion(Caller, id), Context.ConnectionAborted));

    private RoomConnection Connection => (RoomConnection)Context.Items[typeof(RoomConnection)]!;

    private Caller Caller => Connection.Caller;

    private OpenRoom Joined(string right)
    {
        if (Connection.Seat is not { } seat)
            throw new RefusedException(RoomErrors.NotJoined);
        if (!rights.May(Caller, right))
            throw new RefusedException(RoomErrors.Forbidden);

        return Value(rooms.Find(seat.Room.Id));
    }

    private StageId Stage(RoomId room) => Value(StageRooms.StageOf(facts.Current, room));

    private static T Value<T>(Result<T> result) => result.Failed ? throw new RefusedException(result.Error) : result.Value;
}
