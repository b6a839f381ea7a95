using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MentorshipFlow.Ledger;

/// <summary>Converts an event to and from its stored form: a type name and a JSON body.</summary>
/// <remarks>
/// The type name is the record's name in snake_case: <c>StageApproved</c> is stored as <c>stage_approved</c>.
/// WARNING: names and properties are the storage format. From the first release on an event is never changed: its next version is another
/// record with another name. The tests keep one approved stored example of every event, so a renamed record or property fails.
/// </remarks>
public static class EventCodec
{
    // Only names are collected at the start. Serialisation contracts are created at first use, because creating all of them would take most
    // of the start-up time.
    private static readonly FrozenDictionary<Type, StoredType> ByType = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DomainEvent)))
        .Select(type => new StoredType(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), type))
        .ToFrozenDictionary(stored => stored.Type);

    private static readonly FrozenDictionary<string, StoredType> ByName = ByType.Values.ToFrozenDictionary(stored => stored.Name);

    /// <summary>The type name of every event.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The type name of a kind of event.</summary>
    public static string NameOf<T>()
        where T : DomainEvent => ByType[typeof(T)].Name;

    /// <summary>The type name of an event.</summary>
    public static string NameOf(DomainEvent @event) => ByType[@event.GetType()].Name;

    /// <summary>The class of a type name; null for an unknown one.</summary>
    public static Type? TypeOf(string name) => ByName.GetValueOrDefault(name)?.Type;

    /// <summary>The stored form of an event; the body is canonical JSON (RFC 8785).</summary>
    public static (string Type, string Body) Write(DomainEvent @event)
    {
        var stored = ByType[@event.GetType()];
        return (stored.Name, JsonSerializer.Serialize(@event, stored.Json));
    }

    /// <summary>The stored form of an event with its body in UTF-8.</summary>
    public static (string Type, byte[] Body) WriteUtf8(DomainEvent @event)
    {
        var stored = ByType[@event.GetType()];
        return (stored.Name, JsonSerializer.SerializeToUtf8Bytes(@event, stored.Json));
    }

    /// <summary>Reads a stored event.</summary>
    /// <exception cref="UnknownEventException">This version of the program does not know the type, or the body does not fit it.</exception>
    public static DomainEvent Read(string type, string body)
    {
        var stored = Stored(type);
        try
        {
            return Read(type, JsonSerializer.Deserialize(body, stored.Json));
        }
        catch (JsonException exception)
        {
            throw new UnknownEventException(type, exception);
        }
    }

    /// <summary>Reads a stored event from a body in UTF-8. White space and the order of members do not matter.</summary>
    /// <exception cref="UnknownEventException">This version of the program does not know the type, or the body does not fit it.</exception>
    public static DomainEvent Read(string type, ReadOnlySpan<byte> body)
    {
        var stored = Stored(type);
        try
        {
            return Read(type, JsonSerializer.Deserialize(body, stored.Json));
        }
        catch (JsonException exception)
        {
            throw new UnknownEventException(type, exception);
        }
    }

    private static StoredType Stored(string type) => ByName.GetValueOrDefault(type) ?? throw new UnknownEventException(type, null);

    private static DomainEvent Read(string type, object? body) => (DomainEvent?)body ?? throw new UnknownEventException(type, null);

    private sealed class StoredType(string name, Type type)
    {
        private JsonTypeInfo? json;

        public string Name => name;

        public Type Type => type;

        public JsonTypeInfo Json => json ??= CanonicalJson.Options.GetTypeInfo(type);
    }
}

/// <summary>The ledger holds an event that this version of the program cannot read. The program stops, because a guess would change
/// history.</summary>
public sealed class UnknownEventException(string type, Exception? inner) : Exception(
    $"Event type '{type}' cannot be read by this version.", inner)
{
    /// <summary>The stored type name.</summary>
    public string Type { get; } = type;
}
