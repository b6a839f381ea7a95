using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>A builder of histories: every event is decided, stored and read again.</summary>
/// <param name="definition">The definition that decides; null: <see cref="TargetModel.WithoutPeople"/>.</param>
/// <param name="name">The name of the programme.</param>
/// <param name="organisation">The organisation of its entries.</param>
internal sealed class History(Definition? definition = null, string name = "programme", string organisation = "school-49")
{
    public static readonly Guid Programme = Id("programme");

    private readonly List<HistoryEntry> entries = [];
    private readonly List<Entry> ledger = [];
    private DateOnly today;

    public DateOnly Today => today;

    public string Name => name;

    public Definition Definition { get; private set; } = definition ?? TargetModel.WithoutPeople;

    public IReadOnlyList<HistoryEntry> Entries => entries;

    /// <summary>The same entries as the ledger has them.</summary>
    public IReadOnlyList<Entry> Ledger => ledger;

    public Programme State { get; private set; } = MentorshipFlow.Programmes.Programme.Empty;

    /// <summary>An id that is the same in every run.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    /// <summary>A text of the vault; here its salt is empty.</summary>
    public static TextReference Secret(string text) => new(Id(text), Hash.Of(Encoding.UTF8.GetBytes(text)).ToString());

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public History On(string date)
    {
        today = Day(date);
        return this;
    }

    /// <summary>Gives a command today, effective today or on an earlier day; a refusal fails the test.</summary>
    public History Do(Actor by, ProgrammeCommand command, string? effectiveOn = null)
    {
        var on = effectiveOn is null ? today : Day(effectiveOn);
        var decision = ProgrammeDecider.Decide(State, command, new Issued(by, today, on), Definition);
        if (decision is Decision.Refused { Refusal: var no })
            Assert.Fail($"{today}: {command} is refused: {no.Code} {string.Join(", ", no.Missing)}");
        foreach (var @event in ((Decision.Accepted)decision).Events) Append((ProgrammeEvent)@event, by, on);
        if (command is CharterCommand.MigrateDefinition migration) Definition = migration.To;
        return this;
    }

    public Certificate Certificate(CertificateParameters parameters) => CertificateOf(entries, parameters);

    public static Certificate CertificateOf(IReadOnlyList<HistoryEntry> history, CertificateParameters parameters) =>
        MentorshipFlow.Certificates.Certificate.From(Programme, Chronicle.Of(history), TargetModel.WithoutPeople, parameters);

    /// <summary>Appends an event that was decided in another stream.</summary>
    public void Told(ProgrammeEvent @event, Actor by) => Append(@event, by, today);

    private void Append(ProgrammeEvent @event, Actor by, DateOnly on)
    {
        var version = entries.Count + 1;
        var (type, body) = EventCodec.Write(@event);
        var role = by.Role.ToString().ToLowerInvariant();
        var recordedAt = $"{Dates.Text(today)}T09:00:00.000000Z";
        var id = Id($"event {version}");
        var entry = new Entry(
            version - 1, organisation, $"programme-{Id(name)}", version, id, type, by.Id, role, null, recordedAt, Dates.Text(on),
            $"command-{version}", 0, "0", null, null, body);
        var head = new Recorded(version, version - 1, id, by.Id, role, by.DecidingPerson, on, recordedAt);
        ledger.Add(entry);
        entries.Add(new(head, type, (ProgrammeEvent)EventCodec.Read(type, body), $"{entry.Leaf()}"));
        State = State.Evolve(@event, head);
    }
}
