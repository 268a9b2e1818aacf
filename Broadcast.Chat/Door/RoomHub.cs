using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Live;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Door;

/// <summary>Calls of live connections: checks the caller, sends the command to its handler, and returns the result.</summary>
internal sealed class RoomHub(
    IMediator mediator, RoomEntry entry, RoomDirectory rooms, RoomRights rights, FactsReader facts, Answers answers, Votes votes, Speaking speaking, LikePace likes, TokenReader tokens) : Hub<IRoomClient>, IRoomHub
{
    private const int MostLikes = 50;

    public async Task<JoinResult> Join(string room, Position? position = null)
    {
        if (position is { Epoch: null })
            throw new RefusedException(CallErrors.Arguments);

        return Value(await entry.JoinAsync(Connection, Id<RoomId>(room), position, Context.ConnectionAborted));
    }

    public async Task<Renewed> Refresh(string token)
    {
        if (await tokens.ReadAsync(token ?? "", Context.ConnectionAborted) is not { } caller)
            throw new RefusedException(AccessErrors.Required);
        if (caller.Id != Caller.Id)
            throw new RefusedException(AccessErrors.OtherPerson);

        Connection.Renew(caller);
        return new Renewed { ExpiresAt = caller.ExpiresAt * 1000 };
    }

    public Task Leave()
    {
        RoomEntry.Leave(Connection);
        return Task.CompletedTask;
    }

    public async Task<Appended> Say(string text, string? id = null)
    {
        var room = Joined();
        return Value(await speaking.SayAsync(Caller, room.Inbox, text, id));
    }

    public Task Like(int count)
    {
        var room = Joined();
        Allow(RoomRights.Like);
        if (count is < 1 or > MostLikes)
            throw new RefusedException(RoomErrors.LikeCount);
        if (!likes.TryTake(Caller.Id, count))
            throw new RefusedException(RoomErrors.TooFast);

        room.Live.Like(count);
        return Task.CompletedTask;
    }

    public async Task<AnswerResult> Answer(string questionId, int option) =>
        Value(await answers.TakeAsync(Caller, Id<QuestionId>(questionId), option));

    public async Task<Appended> Pin(string stage, string productId, string? id = null) =>
        Value(await mediator.Send(new PinProduct(Actor, Stage(stage), Id<ProductId>(productId), id), Context.ConnectionAborted));

    public async Task Unpin(string stage) =>
        Value(await mediator.Send(new UnpinProduct(Actor, Stage(stage)), Context.ConnectionAborted));

    public async Task<QuestionOpenedReply> OpenQuestion(string stage, QuestionDraft question, string? id = null) =>
        Value(await mediator.Send(new OpenQuestion(Actor, Stage(stage), question, id), Context.ConnectionAborted));

    public async Task OpenQuestionNow(string id) =>
        Value(await mediator.Send(new OpenQuestionNow(Actor, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task CancelQuestion(string id) =>
        Value(await mediator.Send(new CancelQuestion(Actor, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task CloseQuestion(string id) =>
        Value(await mediator.Send(new CloseQuestion(Actor, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task MarkAnswer(string id, int option) =>
        Value(await mediator.Send(new MarkAnswer(Actor, Id<QuestionId>(id), option), Context.ConnectionAborted));

    public async Task VoidQuestion(string id) =>
        Value(await mediator.Send(new VoidQuestion(Actor, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task PauseQuestion(string id) =>
        Value(await mediator.Send(new PauseQuestion(Actor, Id<QuestionId>(id), Resume: false), Context.ConnectionAborted));

    public async Task ResumeQuestion(string id) =>
        Value(await mediator.Send(new PauseQuestion(Actor, Id<QuestionId>(id), Resume: true), Context.ConnectionAborted));

    public async Task<PollOpenedReply> OpenPoll(string stage, PollDraft poll, string? id = null) =>
        Value(await mediator.Send(new OpenPoll(Actor, Stage(stage), poll, id), Context.ConnectionAborted));

    public async Task OpenPollNow(string id) =>
        Value(await mediator.Send(new OpenPollNow(Actor, Id<PollId>(id)), Context.ConnectionAborted));

    public async Task CancelPoll(string id) =>
        Value(await mediator.Send(new CancelPoll(Actor, Id<PollId>(id)), Context.ConnectionAborted));

    public async Task ClosePoll(string id) =>
        Value(await mediator.Send(new ClosePoll(Actor, Id<PollId>(id)), Context.ConnectionAborted));

    public async Task Vote(string pollId, int option) =>
        Value(await votes.TakeAsync(Caller, Id<PollId>(pollId), option));

    public async Task Reveal(string id) =>
        Value(await mediator.Send(new RevealQuestion(Actor, Id<QuestionId>(id)), Context.ConnectionAborted));

    public async Task RemoveMessage(string room, long offset, string? reason = null) =>
        Value(await mediator.Send(new RemoveMessage(Actor, Id<RoomId>(room), offset, reason), Context.ConnectionAborted));

    public async Task Restrict(string room, string viewer, RestrictionDraft restriction) =>
        Value(await RestrictAsync(Id<RoomId>(room), Id<ViewerId>(viewer), restriction));

    public async Task Lift(string room, string viewer) =>
        Value(await mediator.Send(new LiftRestriction(Actor, Id<RoomId>(room), Id<ViewerId>(viewer)), Context.ConnectionAborted));

    public async Task SetMode(string room, RoomMode mode) =>
        Value(await mediator.Send(new SetRoomMode(Actor, Id<RoomId>(room), mode), Context.ConnectionAborted));

    public async Task Review(string room, string held, bool approve) =>
        Value(await mediator.Send(new ReviewMessage(Actor, Id<RoomId>(room), held, approve), Context.ConnectionAborted));

    public Task WatchStages()
    {
        if (!ControlRights.MayWatch(Caller))
            throw new RefusedException(AccessErrors.Forbidden);

        Connection.Watch = new StageWatch();
        return Task.CompletedTask;
    }

    public Task UnwatchStages()
    {
        Connection.Watch = null;
        return Task.CompletedTask;
    }

    private Task<Result<Done>> RestrictAsync(RoomId room, ViewerId viewer, RestrictionDraft restriction) =>
        mediator.Send(new RestrictPerson(Actor, room, viewer, rooms.NameOf(room, viewer), restriction), Context.ConnectionAborted);

    private RoomConnection Connection => (RoomConnection)Context.Items[typeof(RoomConnection)]!;

    private Caller Caller => Connection.Caller;

    /// <summary>What handlers are asked with: they decide whether it may.</summary>
    private Actor Actor => Actor.Of(Caller);

    private OpenRoom Joined() =>
        Connection.Seat is { } seat ? Value(rooms.Find(seat.Room.Id)) : throw new RefusedException(RoomErrors.NotJoined);

    private void Allow(string right)
    {
        var room = Connection.Seat?.Room;
        if (!rights.May(Caller, right, room?.Id, room?.Shown))
            throw new RefusedException(AccessErrors.Forbidden);
    }

    private StageId Stage(string room) => Value(StageRooms.StageOf(facts.Current, Id<RoomId>(room)));

    /// <summary>
    /// Parses an id. Hub methods receive ids as strings, because a failure in SignalR's binding would carry no error code.
    /// </summary>
    private static T Id<T>(string text) where T : struct, IPlainId<T> =>
        T.TryParse(text, null, out var id) ? id : throw new RefusedException(RequestErrors.BadId);

    private static T Value<T>(Result<T> result) => result.Failed ? throw new RefusedException(result.Error) : result.Value;
}
