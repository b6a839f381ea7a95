using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>
/// One approved stored example of every released event, in approved-events.txt: type, tab, body. A new event adds a line; lines are never
/// changed, because ledgers hold these bodies.
/// </summary>
public sealed class Approved_events
{
    private static readonly IReadOnlyList<(string Type, string Body)> Approved =
        [.. TargetModel.Repository("tests/Domain.Tests/Ledger/approved-events.txt").Split('\n')[..^1]
            .Select(line => (line.Split('\t')[0], line.Split('\t')[1]))];

    [Fact]
    public void Are_read_and_written_byte_for_byte() =>
        Assert.All(Approved, e => Assert.Equal(e, EventCodec.Write(EventCodec.Read(e.Type, e.Body))));

    [Fact]
    public void Are_canonical() => Assert.All(Approved, e => Assert.True(CanonicalJson.IsCanonical(e.Body), e.Type));

    [Fact]
    public void Cover_every_released_name() =>
        Assert.Equal(EventCodec.Names.Order(StringComparer.Ordinal), Approved.Select(e => e.Type).Order(StringComparer.Ordinal));

    [Fact]
    public void Cover_every_event_of_the_domain() =>
        Assert.Equal(
            typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract).ToHashSet(),
            EventCodec.Names.Select(EventCodec.TypeOf).ToHashSet()!);

    [Fact]
    public void Set_every_property() =>
        Assert.All(Approved, e => Assert.Empty(Unset(EventCodec.TypeOf(e.Type)!, JsonNode.Parse(e.Body)!, e.Type)));

    [Fact]
    public void Are_read_as_the_class_of_their_name() =>
        Assert.All(Approved, e =>
        {
            var read = EventCodec.Read(e.Type, e.Body);
            Assert.Equal((EventCodec.TypeOf(e.Type), e.Type), (read.GetType(), EventCodec.NameOf(read)));
        });

    [Fact]
    public void Are_refused_with_an_unknown_member() =>
        Assert.All(Approved, e => Refused(e.Type, Changed(e.Body, members => members["extra"] = 1)));

    [Fact]
    public void Are_refused_with_a_member_of_another_name_or_kind() =>
        Assert.All(Members(), member =>
        {
            Refused(member.Type, Changed(member.Body, members =>
            {
                members[$"{member.Name}X"] = members[member.Name]!.DeepClone();
                members.Remove(member.Name);
            }));
            Refused(member.Type, Changed(member.Body, members => members[member.Name] = new JsonArray(new JsonArray())));
        });

    [Fact]
    public void Are_refused_without_a_required_member() =>
        Assert.All(Members().Where(member => !member.MayBeAbsent), member =>
        {
            Refused(member.Type, Changed(member.Body, members => members.Remove(member.Name)));
            Refused(member.Type, Changed(member.Body, members => members[member.Name] = null));
        });

    [Fact]
    public void Are_read_without_an_optional_member() =>
        Assert.All(Members().Where(member => member.MayBeAbsent), member =>
        {
            var body = Changed(member.Body, members => members.Remove(member.Name));
            Assert.Equal((member.Type, body), EventCodec.Write(EventCodec.Read(member.Type, body)));
        });

    [Theory]
    [InlineData("stage_approved_v9"), InlineData("StageApproved"), InlineData("")]
    public void Are_refused_with_an_unknown_type(string type) => Refused(type, "{}");

    [Theory]
    [InlineData(""), InlineData("null"), InlineData("[]"), InlineData("{"), InlineData("1")]
    public void Are_refused_unless_they_are_objects(string body) => Refused("programme_completed", body);

    private static void Refused(string type, string body)
    {
        var refused = Assert.Throws<UnknownEventException>(() => EventCodec.Read(type, body));
        Assert.Equal(type, refused.Type);
        Assert.Contains($"'{type}'", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Type, string Body, string Name, bool MayBeAbsent)> Members() =>
        from e in Approved
        from property in CanonicalJson.Options.GetTypeInfo(EventCodec.TypeOf(e.Type)!).Properties
        select (e.Type, e.Body, property.Name, property.AssociatedParameter!.IsNullable);

    private static string Changed(string body, Action<JsonObject> change)
    {
        var members = JsonNode.Parse(body)!.AsObject();
        change(members);
        Assert.True(CanonicalJson.TryCanonicalise(members.ToJsonString(), out var canonical, out var fault), fault);
        return canonical;
    }

    private static IEnumerable<string> Unset(Type type, JsonNode json, string place)
    {
        var info = CanonicalJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind switch
        {
            // Computed properties are not stored.
            JsonTypeInfoKind.Object => info.Properties.Where(property => property.Get is not null).SelectMany(property =>
                json[property.Name] is { } value
                    ? Unset(property.PropertyType, value, $"{place}.{property.Name}")
                    : [$"{place}.{property.Name}"]),
            JsonTypeInfoKind.Enumerable => json.AsArray() is { Count: > 0 } list
                ? list[0] is { } first ? Unset(info.ElementType!, first, $"{place}[0]") : [place]
                : [place],
            _ => [],
        };
    }
}
