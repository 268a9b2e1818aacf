using System.Runtime.CompilerServices;
using Broadcast.Api;
using Broadcast.Ingest;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LiveFestival.Tests.Architecture;

/// <summary>
/// The calls of the HTTP API, at Api and at Ingest, that change something, and which methods each may come to, from the compiled code: through the
/// bodies of async methods and lambdas, and from a request to its handler.
/// </summary>
internal sealed class ApiCalls : IDisposable
{
    private readonly ModuleDefinition[] _code = [.. ((Type[])[typeof(ApiModule), typeof(IngestModule)]).Select(module => ModuleDefinition.ReadModule(module.Assembly.Location))];
    private readonly Dictionary<string, MethodDefinition[]> _handlers;

    public ApiCalls() => _handlers = (
        from type in _code.SelectMany(module => module.GetTypes())
        from face in type.Interfaces.Select(one => one.InterfaceType).OfType<GenericInstanceType>()
        where face.ElementType.Name.StartsWith("IRequestHandler`", StringComparison.Ordinal)
        from method in type.Methods.Where(method => method.Name == "Handle")
        select (Request: face.GenericArguments[0].FullName, method)).GroupBy(pair => pair.Request, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.method).ToArray(), StringComparer.Ordinal);

    /// <summary>The operation's name, with its handler, of each route for POST, PUT, PATCH and DELETE.</summary>
    public IEnumerable<(string Name, MethodDefinition Handler)> All => _code.SelectMany(module => module.GetTypes()).SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(Of);

    /// <summary>Whether the method may come to one of these types' whose name begins so, in whatever assembly they are.</summary>
    public bool ComesTo(MethodDefinition from, IReadOnlyCollection<string> types, string prefix)
    {
        var (seen, todo) = (new HashSet<MethodDefinition> { from }, new Queue<MethodDefinition>([from]));
        while (todo.TryDequeue(out var method))
        {
            if (Called(method).Any(called => types.Contains(called.DeclaringType.Name, StringComparer.Ordinal) && called.Name.StartsWith(prefix, StringComparison.Ordinal)))
                return true;
            foreach (var next in Next(method).Where(seen.Add))
                todo.Enqueue(next);
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var module in _code)
            module.Dispose();
    }

    /// <summary>A route is mapped by a delegate of its handler, then <c>Map…</c>, then <c>WithName</c>. One whose name is no literal is called by where it is mapped.</summary>
    private static IEnumerable<(string Name, MethodDefinition Handler)> Of(MethodDefinition method)
    {
        (MethodDefinition? loaded, MethodDefinition? mapped) = (null, null);
        foreach (var step in method.Body.Instructions)
        {
            switch (step.Operand)
            {
                case MethodReference reference when step.OpCode == OpCodes.Ldftn:
                    loaded = reference.Resolve();
                    break;
                case MethodReference { Name: "MapPost" or "MapPut" or "MapPatch" or "MapDelete" }:
                    mapped = loaded;
                    break;
                case MethodReference { Name: "MapGet" or "MapMethods" }:
                    mapped = null;
                    break;
                case MethodReference { Name: "WithName" } when mapped is not null:
                    yield return (step.Previous.Operand as string ?? $"{method.DeclaringType.Name}.{method.Name}", mapped);
                    mapped = null;
                    break;
            }
        }
    }

    private IEnumerable<MethodDefinition> Next(MethodDefinition method)
    {
        if (method.CustomAttributes.FirstOrDefault(one => one.AttributeType.Name == nameof(AsyncStateMachineAttribute)) is { } machine)
            yield return ((TypeReference)machine.ConstructorArguments[0].Value).Resolve().Methods.Single(step => step.Name == "MoveNext");
        foreach (var called in Called(method))
        {
            if (called.Name == ".ctor" && _handlers.TryGetValue(called.DeclaringType.FullName, out var handlers))
                foreach (var handler in handlers)
                    yield return handler;
            if (_code.Any(module => module == called.DeclaringType.Scope) && called.Resolve() is { } known)
                yield return known;
        }
    }

    private static IEnumerable<MethodReference> Called(MethodDefinition method) => method.HasBody ? method.Body.Instructions.Select(step => step.Operand).OfType<MethodReference>() : [];
}
