using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>Finds the person of a name among those who were invited. Names are compared within the program: nobody is shown them.</summary>
public sealed class InvitedPersons(IReadOnlyDictionary<Guid, OpenedPerson> invited)
{
    private readonly (Guid Id, string Name, string[] Words)[] persons =
    [
        .. invited.OrderBy(p => p.Key)
            .Select(p => (p.Key, NameCell.Compared(p.Value.Details.FullName), KnownPersons.Words(p.Value.Details.FullName))),
    ];

    /// <summary>The only person of the name; a question when several have it, or when it only resembles one.</summary>
    /// <param name="answer">What the caller says of this row.</param>
    public (Guid? Person, Missing? Question) Find(string name, PersonAnswer? answer)
    {
        if (answer?.Person is { } said) return invited.ContainsKey(said) ? (said, null) : (null, new("person-unknown", $"{said}"));
        var (compared, words) = (NameCell.Compared(name), KnownPersons.Words(name));
        var same = persons.Where(p => p.Name == compared).ToArray();
        if (same.Length == 1) return (same[0].Id, null);
        if (same.Length > 1) return (null, new("person-of-several", string.Join(", ", same.Select(p => p.Id))));
        var like = persons.Where(p => KnownPersons.Compare(words, p.Words) is not null).ToArray();
        return like switch
        {
            [] => (null, new("person-not-invited", "name")),
            [var one] when answer is { Same: true } => (one.Id, null),
            [var one] => (null, new("person-resembled", $"{one.Id}")),
            _ => (null, new("person-of-several", string.Join(", ", like.Select(p => p.Id)))),
        };
    }
}
