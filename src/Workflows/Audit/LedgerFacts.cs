using System.Text.Json;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>A text that an event refers to.</summary>
/// <param name="Uncertain">The text may have been about a person who was erased before: then it was never stored.</param>
internal readonly record struct TextFact(Guid Organisation, Hash Commitment, bool Uncertain);

/// <summary>What the ledger says about the rows beside it, from one pass over all entries.</summary>
internal sealed class LedgerFacts
{
    /// <summary>The media type of a file whose event does not name it.</summary>
    public const string AnyMediaType = "";

    private static readonly byte[] OfText = [.. "\"commitment\""u8];
    private static readonly byte[] OfFile = [.. "\"mediaType\""u8];

    private readonly Dictionary<Guid, HashSet<Guid>> whollyErased = [];

    /// <summary>The last entry, without its body, and the state of each stream that has rows in a read model.</summary>
    public Dictionary<string, (Entry Last, object State)> States { get; } = [];

    /// <summary>Every key that was ever issued, with its organisation.</summary>
    public Dictionary<Guid, (Guid Organisation, OrganisationEvent.AccessKeyIssued Issued)> Keys { get; } = [];

    /// <summary>Every personal link to a survey or to preferences.</summary>
    public Dictionary<Guid, SurveyLinkIdentity> SurveyLinks { get; } = [];

    /// <summary>Every personal link to a consent.</summary>
    public Dictionary<Guid, ConsentLinkIdentity> ConsentLinks { get; } = [];

    /// <summary>Every text that an event refers to.</summary>
    public Dictionary<Guid, TextFact> Texts { get; } = [];

    /// <summary>Those of them that are a person's details.</summary>
    public HashSet<Guid> Details { get; } = [];

    /// <summary>Every file that an event names, by organisation and name.</summary>
    public Dictionary<(Guid Organisation, string Sha256), (string MediaType, long Size)> Files { get; } = [];

    /// <summary>The registered persons.</summary>
    public IEnumerable<Person> Persons => States.Values.Select(s => s.State).OfType<Person>().Where(p => p.Registry.Registered is not null);

    /// <summary>The person's state; null for one whom the ledger does not know.</summary>
    public Person? PersonOf(Guid person) => States.TryGetValue(StreamNames.Person(person), out var found) ? found.State as Person : null;

    /// <summary>The organisation's state; null for one that the ledger does not know.</summary>
    public Organisation? OrganisationOf(Guid id) =>
        States.TryGetValue(StreamNames.Organisation(id), out var found) ? found.State as Organisation : null;

    /// <summary>Whether it was a sandbox and is deleted: its rows go after the entry, and may still be there.</summary>
    public bool IsDeleted(Guid organisation) => OrganisationOf(organisation) is { Deleted: true };

    /// <summary>Reads all entries before a size.</summary>
    /// <exception cref="EntryNotFoldedException">An entry does not fit: verify the ledger.</exception>
    public static async Task<LedgerFacts> Read(LedgerPages pages, long size, CancellationToken stop, IProgress<WorkStep>? progress)
    {
        var facts = new LedgerFacts();
        await foreach (var page in pages.Each(0, size, Parse, stop))
        {
            foreach (var read in page) facts.Take(read);
            if (page.Length > 0) progress?.Report(new("comparing", $"{size} entries", page[^1].Entry.Position + 1, size));
        }

        return facts;
    }

    private void Take(ReadEntry read)
    {
        var entry = read.Entry;
        // Definitions and shipped questionnaires belong to no organisation.
        var organisation = Guid.TryParse(entry.Organisation, out var id) ? id : Guid.Empty;
        if (read.Event is { } @event)
        {
            try
            {
                States[entry.Stream] = (entry, Next(entry, @event));
            }
            catch (Exception unfit)
            {
                // A fold may fail with any exception on an entry that this program did not write there.
                throw new EntryNotFoldedException(entry.Position, unfit);
            }

            Take(organisation, entry, @event);
        }

        var erased = whollyErased.GetValueOrDefault(organisation);
        foreach (var reference in read.Texts)
        {
            // Nothing is stored about a person without a key. Whom a text is about is not always said.
            var uncertain = erased is not null && (read.Named.Count == 0 || read.Named.Any(erased.Contains)
                || (StreamNames.IsPerson(entry.Stream) && erased.Contains(StreamNames.PersonOf(entry.Stream))));
            Texts[reference.Ref] = new(organisation, Hash.Parse(reference.Commitment), uncertain);
        }

        foreach (var (sha256, mediaType, size) in read.Files) Files[(organisation, sha256)] = (mediaType, size);
    }

    private object Next(Entry entry, DomainEvent @event)
    {
        var before = States.TryGetValue(entry.Stream, out var known) ? known.State : null;
        return StreamNames.IsProgramme(entry.Stream) ? Fold(ProgrammeEngine.Folding, before, @event, entry)
            : StreamNames.IsPerson(entry.Stream) ? Fold(PeopleEngine.Folding, before, @event, entry)
            : Fold(OrganisationEngine.Folding, before, @event, entry);
    }

    private void Take(Guid organisation, Entry entry, DomainEvent @event)
    {
        switch (@event)
        {
            case OrganisationEvent.AccessKeyIssued e:
                Keys[e.Key] = (organisation, e);
                break;
            case SurveyEvent.SurveyLinkIssued e:
                var wave = ((Programme)States[entry.Stream].State).Surveys.Waves[e.Wave];
                SurveyLinks[e.Link] = new(e.Link, organisation, StreamNames.ProgrammeOf(entry.Stream), e.Wave, e.Person,
                    RoleOf(wave.Opened.Audience));
                break;
            case MatchingEvent.PreferenceLinkIssued e:
                SurveyLinks[e.Link] = new(e.Link, organisation, StreamNames.ProgrammeOf(entry.Stream), e.Round, e.Person, RoleOf(e.Side));
                break;
            case ConsentEvent.ConsentLinkIssued e:
                ConsentLinks[e.Link] = new(e.Link, organisation, StreamNames.PersonOf(entry.Stream), e.Signer);
                break;
            case RegistryEvent.PersonRegistered e:
                Details.Add(e.Details.Ref);
                break;
            case RegistryEvent.PersonDetailsReplaced e:
                Details.Add(e.Details.Ref);
                break;
            case ErasureEvent.PersonalDataErased { Method: ErasureMethod.KeyDestroyed }:
                if (!whollyErased.TryGetValue(organisation, out var persons)) whollyErased[organisation] = persons = [];
                persons.Add(StreamNames.PersonOf(entry.Stream));
                break;
            case LetterheadEvent.PaperTemplateSet e:
                Files[(organisation, e.Sha256)] = (AnyMediaType, e.Size);
                break;
            default:
                break;
        }
    }

    private static Role RoleOf(SurveyAudience audience) => audience == SurveyAudience.Mentees ? Role.Mentee : Role.Mentor;

    private static TState Fold<TState>(Folding<TState> folding, object? before, DomainEvent @event, Entry entry)
        where TState : class => folding.Evolve((TState?)before ?? folding.Empty, @event, EventMetadata.Of(entry));

    // Runs for many pages at once.
    private static ReadEntry Parse(StoredRow row)
    {
        var entry = row.WithoutBody;
        var read = new ReadEntry(
            entry, StreamNames.IsListed(entry.Stream) ? Event(entry, row.Json) : null, [], [], []);
        if (row.Json.AsSpan().IndexOf(OfText) < 0 && row.Json.AsSpan().IndexOf(OfFile) < 0) return read;
        using var body = JsonDocument.Parse(row.Json);
        Walk(body.RootElement, read);
        return read;
    }

    private static DomainEvent Event(Entry entry, byte[] json)
    {
        try
        {
            return EventCodec.Read(entry.Type, json);
        }
        catch (Exception unreadable)
        {
            throw new EntryNotFoldedException(entry.Position, unreadable);
        }
    }

    private static void Walk(JsonElement at, ReadEntry read)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var element in at.EnumerateArray()) Walk(element, read);
                break;
            case JsonValueKind.String when at.TryGetGuid(out var named):
                read.Named.Add(named);
                break;
            case JsonValueKind.Object when at.TryGetProperty("ref", out var reference)
                && at.TryGetProperty("commitment", out var commitment) && reference.TryGetGuid(out var id):
                read.Texts.Add(new(id, commitment.GetString()!));
                break;
            case JsonValueKind.Object when at.TryGetProperty("sha256", out var sha256)
                && at.TryGetProperty("mediaType", out var mediaType) && at.TryGetProperty("size", out var size):
                read.Files.Add((sha256.GetString()!, mediaType.GetString()!, size.GetInt64()));
                break;
            case JsonValueKind.Object:
                foreach (var member in at.EnumerateObject()) Walk(member.Value, read);
                break;
            default:
                break;
        }
    }

    /// <param name="Named">The ids in the event, where it refers to a text.</param>
    private sealed record ReadEntry(
        Entry Entry, DomainEvent? Event, List<TextReference> Texts, List<(string Sha256, string MediaType, long Size)> Files,
        List<Guid> Named);
}
