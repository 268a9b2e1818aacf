using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;

namespace Broadcast.Chat.Tests.Contracts.TypeScript;

/// <summary>
/// Writes the room's contracts as TypeScript: hub, events, feed, and every type that they use. In what pages receive, a member is optional
/// when the JSON may leave it out; in what pages send, every member that is not required is optional.
/// </summary>
internal sealed class TypeScriptContracts
{
    private const string Head = """
        /**
         * The room's vocabulary, written from `Broadcast.Chat/Contracts` by `deploy/contracts.sh`: change it there. A test compares.
         * Names and documentation are those of the C# contracts; ids are strings, times Unix milliseconds unless they say otherwise.
         */

        """;

    /// <summary>Properties that hold events of one type only, and their TypeScript types.</summary>
    private static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal)
    {
        [$"{nameof(RoomSnapshot)}.{nameof(RoomSnapshot.Pin)}"] = "EventOf<'pin'>",
        [$"{nameof(RoomSnapshot)}.{nameof(RoomSnapshot.OnAir)}"] = "EventOf<'onair'>",
    };

    private readonly NullabilityInfoContext _nullability = new();
    private readonly ContractDocs _docs = new(typeof(IRoomHub).Assembly);
    private readonly StringBuilder _text = new(Head);
    private readonly HashSet<Type> _written = [];
    private readonly HashSet<Type> _sent = [];

    public static string Write()
    {
        var contracts = new TypeScriptContracts();
        foreach (var parameter in typeof(IRoomHub).GetMethods().SelectMany(method => method.GetParameters()))
            contracts._sent.Add(parameter.ParameterType);
        contracts.Add(typeof(IRoomHub));
        contracts.Add(typeof(IRoomClient));
        foreach (var type in (Type[])[typeof(FeedSnapshot), typeof(FeedChunk), typeof(FeedMoved), typeof(FeedCounts), typeof(QuestionView)])
            contracts.Add(type);
        return contracts._text.ToString();
    }

    private void Add(Type type)
    {
        if (!_written.Add(type))
            return;

        if (type.IsEnum)
            AddEnum(type);
        else if (type == typeof(RoomEvent))
            AddEvents();
        else if (type == typeof(YoursEvent))
            AddYours();
        else if (type.IsInterface)
            AddMethods(type);
        else
            AddRecord(type);
    }

    private void AddRecord(Type type)
    {
        _text.Append($"\n{_docs.Of(type)}export interface {type.Name} {{\n{Members(type)}}}\n");
        foreach (var property in Properties(type))
            AddParts(property.PropertyType);
    }

    private void AddEnum(Type type)
    {
        var words = Enum.GetNames(type).Select(name => $"'{ContractDocs.Camel(name)}'");
        _text.Append($"\n{_docs.Of(type)}export type {type.Name} = {string.Join(" | ", words)};\n");
    }

    private void AddMethods(Type type)
    {
        _text.Append($"\n{_docs.Of(type)}export interface {type.Name[1..]} {{\n");
        foreach (var method in type.GetMethods())
        {
            var parameters = method.GetParameters().Select(parameter =>
                $"{parameter.Name}{(parameter.HasDefaultValue ? "?" : "")}: {Name(parameter.ParameterType, _nullability.Create(parameter))}");
            var answer = method.ReturnType.IsGenericType ? Name(method.ReturnType.GetGenericArguments()[0], null) : "void";
            _text.Append($"{_docs.Of(method, "  ")}  {method.Name}({string.Join(", ", parameters)}): Promise<{answer}>;\n");
        }

        _text.Append("}\n");
        foreach (var method in type.GetMethods())
        {
            foreach (var parameter in method.GetParameters())
                AddParts(parameter.ParameterType);
            AddParts(method.ReturnType);
        }
    }

    /// <summary>Adds the event envelope, the union of all event types, and the data of each.</summary>
    private void AddEvents()
    {
        var parts = AddUnion(typeof(RoomEvent), "Logged", "Every type of event.", typeof(EventTypes), EventCatalog.TypeOf);
        _text.Append("\nexport type EventOf<Type extends RoomEvent['type']> = Extract<RoomEvent, { type: Type }>;\n");
        AddParts(typeof(EventAuthor));
        parts.ForEach(Add);
    }

    /// <summary>The same for the entries of an inbox.</summary>
    private void AddYours() =>
        AddUnion(typeof(YoursEvent), "Kept", "Every type of entry of an inbox.", typeof(YoursTypes), YoursCatalog.TypeOf).ForEach(Add);

    /// <summary>Adds an envelope whose data depends on its type, and the union of what it may be; returns the data's types.</summary>
    private List<Type> AddUnion(Type type, string envelope, string summary, Type named, Func<string, Type?> dataOf)
    {
        var names = named.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        var members = Members(type).Replace("  type: string;", "  type: Type;", StringComparison.Ordinal);
        _text.Append($"\n{_docs.Of(type)}export interface {envelope}<Type extends string, Data> {{\n{members}}}\n");
        _text.Append($"\n/** {summary} A newer server may send others: pass over them. */\nexport type {type.Name} =");
        _text.Append(string.Concat(names.Select(name => $"\n  | {envelope}<'{name}', {dataOf(name)!.Name}>")));
        _text.Append(";\n");
        return names.ConvertAll(name => dataOf(name)!);
    }

    private string Members(Type type) => string.Concat(Properties(type).Select(property =>
    {
        var ignored = property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: not JsonIgnoreCondition.Never };
        var required = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? ContractDocs.Camel(property.Name);
        var optional = ignored || (_sent.Contains(type) && !required);
        var isNull = _nullability.Create(property).ReadState == NullabilityState.Nullable && !ignored;
        var value = Events.GetValueOrDefault($"{type.Name}.{property.Name}") ?? Name(property.PropertyType, null);
        return $"{_docs.Of(property, "  ")}  {name}{(optional ? "?" : "")}: {value}{(isNull ? " | null" : "")};\n";
    }));

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always });

    /// <summary>Adds the contracts that a type refers to.</summary>
    private void AddParts(Type type)
    {
        foreach (var argument in type.GetGenericArguments())
            AddParts(argument);
        if (IsContract(type) && !IsId(type) && type != typeof(IEventData) && type != typeof(IYoursData))
            Add(type);
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        var isNull = nullability?.ReadState == NullabilityState.Nullable ? " | null" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner, null) + isNull;
        if (type == typeof(string) || IsId(type))
            return $"string{isNull}";
        if (type == typeof(bool))
            return "boolean";
        if (type == typeof(long) || type == typeof(int) || type == typeof(double))
            return "number";
        if (type == typeof(IEventData) || type == typeof(IYoursData))
            return "Data";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return $"{Name(type.GetGenericArguments()[0], null)}[]{isNull}";
        return IsContract(type) ? type.Name + isNull : throw new NotSupportedException($"TypeScriptContracts cannot write {type}.");
    }

    private static bool IsContract(Type type) => type.Namespace?.StartsWith(typeof(IRoomHub).Namespace!, StringComparison.Ordinal) == true;

    private static bool IsId(Type type) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IPlainId<>));
}
