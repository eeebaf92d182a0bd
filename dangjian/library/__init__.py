"""党建图书馆: texts that come in by the folder, are read by kind, issue and chapter, and found."""
