const LIST = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** The emptied page: still blanks of fixed widths that carry no data. */
export function BlankShell() {
  return (
    <div className="blankshell" aria-hidden="true">
      <div className="bs1">
        <span className="blank still w5" />
        <span className="blank still w4" />
        <span className="blank still w6" />
        <span className="blank still w5" />
        <hr />
        <span className="blank still w4" />
        <span className="blank still w4" />
        <span className="blank still w6" />
      </div>
      <div className="bs2">
        {LIST.map((row) => (
          <div key={row}>
            <span className="blank still w7" />
            <span className="blank still w5" />
          </div>
        ))}
      </div>
      <div className="bs3">
        <span className="blank still w9 t" />
        <span className="blank still w8" />
        <hr />
        <span className="blank still w7" />
        <span className="blank still w9" />
        <span className="blank still w8" />
      </div>
    </div>
  );
}
